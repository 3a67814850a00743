// Which words below a title name who performs the song.
#include "verify/performers.hpp"

#include <catch2/catch.hpp>

#include "support/fake_book.hpp"

using namespace sheetsplit;
using fake::centred;
using fake::FakeBook;
using fake::FakeLeaf;
using fake::Text;

namespace {

using Names = std::vector<std::string>;

constexpr double title_top = 80;

FakeLeaf page_with(const std::vector<std::vector<Text>>& credits) {
    FakeLeaf leaf = FakeLeaf().staves({180, 260, 340});
    leaf.line(centred(title_top, "A Song", 18));
    for (const auto& line : credits) leaf.line(line);
    leaf.line({Text{60, 172, "Moderately", 10}});
    return leaf;
}

Song song_on(int leaf, const std::string& artist = "") {
    Song song;
    song.title = "A Song";
    song.artist = artist;
    song.leaves = {LeafIndex(leaf), LeafIndex(leaf)};
    song.top = title_top;
    return song;
}

Names names_in(const std::vector<FakeLeaf>& leaves) {
    std::vector<Song> songs;
    for (std::size_t i = 0; i < leaves.size(); ++i) songs.push_back(song_on(static_cast<int>(i)));
    return performers_of(FakeBook(leaves), songs);
}

}  // namespace

TEST_CASE("the performer stands at one edge of a line and the composer at the other") {
    CHECK(names_in(
              {page_with(
                   {{{60, 120, "As performed by Van Morrow"}, {400, 120, "Words and Music by Otis Beck"}}}),
               page_with({{{60, 120, "Words by Lottie Zell"}, {400, 120, "Recorded by The Tin Foxes"}}})}) ==
          Names{"Van Morrow", "The Tin Foxes"});
}

TEST_CASE("the performer's name may stand on a line of its own") {
    CHECK(names_in({page_with({{centred(110, "As recorded by", 9)}, {centred(124, "THE TIN FOXES", 11)}})}) ==
          Names{"THE TIN FOXES"});
}

TEST_CASE("a name alone below the title is nobody's artist") {
    CHECK(names_in({page_with({{centred(110, "Otis Beck", 9)}})}) == Names{""});
}

TEST_CASE("a song with an artist keeps its own") {
    const FakeBook book({page_with({{centred(110, "As performed by Van Morrow", 9)}})});
    CHECK(performers_of(book, {song_on(0, "Otis Beck")}) == Names{""});
}
