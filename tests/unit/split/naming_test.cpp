#include <catch2/catch.hpp>

#include "sheetsplit/naming.hpp"
#include "split/naming.hpp"

using namespace sheetsplit;

namespace {

SplitPlan plan_of(const std::vector<std::string>& titles, const std::string& artist = "Ann Lee",
                  const std::string& book = "Songs") {
    SplitPlan plan;
    plan.artist = artist;
    plan.book_name = book;
    plan.page_count = 100;
    for (const std::string& title : titles) {
        PlannedSong song;
        song.title = title;
        song.first_page = song.last_page = PdfPage(plan.songs.size() + 5);
        plan.songs.push_back(song);
    }
    return plan;
}

std::string file_for(const std::string& file_template, const SplitPlan& plan) {
    Naming naming;
    naming.file_template = file_template;
    return with_names(plan, naming).songs.front().file;
}

std::string title_as_file(const std::string& title) {
    return file_for("{title}", plan_of({title}));
}

BookIdentity identity(const std::string& path, const Toc& toc = {}) {
    return identify_book(path, toc, {});
}

}  // namespace

TEST_CASE("by default songs lie by artist and book, without an artist by book alone") {
    const Naming naming;
    CHECK(file_for(naming.file_template, plan_of({"Home"})) == "Ann Lee/Songs/Ann Lee - Home.pdf");
    CHECK(file_for(naming.file_template, plan_of({"Home"}, "")) == "Songs/Home.pdf");
    CHECK(with_names(plan_of({"Home"}), naming).folder == "Ann Lee/Songs");
    CHECK(with_names(plan_of({"Home"}, ""), naming).folder == "Songs");
}

TEST_CASE("the legacy preset is the layout of the system before") {
    const auto file_template = file_template_from("legacy");
    REQUIRE(file_template.has_value());
    CHECK(file_for(*file_template, plan_of({"Home"})) == "Ann Lee/books/Songs/Ann Lee-Home.pdf");
    CHECK(file_for(*file_template, plan_of({"Home"}, "")) == "books/Songs/Home.pdf");
}

TEST_CASE("a song's own artist names the file, the book's the folder") {
    SplitPlan plan = plan_of({"Home", "Away"}, "Various Artists");
    plan.songs[0].artist = "Bo";
    plan = with_names(plan, {});
    CHECK(plan.songs[0].file == "Various Artists/Songs/Bo - Home.pdf");
    CHECK(plan.songs[1].file == "Various Artists/Songs/Away.pdf");
}

TEST_CASE("an empty token takes its separators and brackets along") {
    const SplitPlan nobody = plan_of({"Home"}, "");
    CHECK(file_for("{book}/{artist}-{title}", nobody) == "Songs/Home.pdf");
    CHECK(file_for("{title} - {artist}", nobody) == "Home.pdf");
    CHECK(file_for("{title} ({artist})", nobody) == "Home.pdf");
    CHECK(file_for("{title} ({artist}) {number}", nobody) == "Home 01.pdf");
    CHECK(file_for("{number} - {artist} - {title}", nobody) == "01 - Home.pdf");
    CHECK(file_for("By {artist}/{title}", nobody) == "Home.pdf");
    CHECK(file_for("{title}_{arrangement}_{artist}", nobody) == "Home.pdf");
    CHECK(file_for("{artist} - {title}", plan_of({"- Intro -"}, "")) == "- Intro -.pdf");
}

TEST_CASE("tokens give number, page and arrangement") {
    SplitPlan plan = plan_of({"Home"}, "", "Hits (Guitar Tab)");
    CHECK(file_for("{number} {title}", plan) == "01 Home.pdf");
    CHECK(file_for("{page} {title}", plan) == "005 Home.pdf");
    plan.songs[0].printed_page = "12";
    CHECK(file_for("{page} {title}", plan) == "012 Home.pdf");
    plan.songs[0].printed_page = "xii";
    CHECK(file_for("{page} {title}", plan) == "xii Home.pdf");
    CHECK(file_for("{title} [{arrangement}]", plan) == "Home (Guitar Tab).pdf");
}

TEST_CASE("the manifest's folder names the book even where the template does not") {
    Naming naming;
    naming.file_template = "{artist}/{title}";
    CHECK(with_names(plan_of({"Home"}), naming).folder == "Ann Lee/Songs");
    naming.file_template = "{title}";
    CHECK(with_names(plan_of({"Home"}), naming).folder == "Songs");
    naming.file_template = "{book}/{title}/{page}";
    CHECK(with_names(plan_of({"Home"}), naming).folder == "Songs");
}

TEST_CASE("a title never becomes a folder, a device or a hidden file") {
    CHECK(title_as_file("AC/DC") == "AC-DC.pdf");
    CHECK(title_as_file("..\\..\\etc/passwd") == "-..-etc-passwd.pdf");
    CHECK(title_as_file("..") == "Untitled.pdf");
    CHECK(title_as_file("???") == "Untitled.pdf");
    CHECK(title_as_file(".hidden") == "hidden.pdf");
    CHECK(title_as_file("Con") == "Con_.pdf");
    CHECK(title_as_file("nul.fusion") == "nul_.fusion.pdf");
    CHECK(title_as_file("COM1") == "COM1_.pdf");
    CHECK(title_as_file("Comfort") == "Comfort.pdf");
    CHECK(title_as_file("Etc. . .") == "Etc.pdf");
}

TEST_CASE("characters that some system forbids are replaced so that the title stays readable") {
    CHECK(title_as_file("Who? \"Me\" <live> a*b|c") == "Who 'Me' live ab-c.pdf");
    CHECK(title_as_file("Suite: Judy") == "Suite - Judy.pdf");
    CHECK(title_as_file("12:30") == "12-30.pdf");
    CHECK(title_as_file("Potion #9 in C# [take {2}]") == "Potion No.9 in C\u266f (take (2)).pdf");
    CHECK(title_as_file("a\x01"
                        "b\u202Ec\u00a0\t d") == "abc d.pdf");
    CHECK(title_as_file("Cafe\u0301") == "Caf\u00e9.pdf");
}

TEST_CASE("a long title is cut between characters so that a component has 255 bytes at most") {
    std::string title;
    for (int i = 0; i < 200; ++i) title += "e\u0301\u0323";  // decomposed: letter and two accents
    const std::string file = title_as_file(title);
    CHECK(file.size() <= 255);
    CHECK(file.size() > 240);
    CHECK(fault_of_component(file).empty());
    const SplitPlan plan = with_names(plan_of({title, title}), Naming{"{title}", {}, {}, ""});
    CHECK(plan.songs[1].file.size() <= 255);
    CHECK(plan.songs[1].file.ends_with(" (2).pdf"));
}

TEST_CASE("names that collide on some system are numbered, in the order of the songs") {
    const SplitPlan plan =
        with_names(plan_of({"Home", "HOME", "Ho?me", "Caf\u00e9", "CAFE\u0301", "Home (2)"}, ""), {});
    std::vector<std::string> files;
    for (const PlannedSong& song : plan.songs) files.push_back(song.file);
    CHECK(files == std::vector<std::string>{"Songs/Home.pdf", "Songs/HOME (2).pdf", "Songs/Home (3).pdf",
                                            "Songs/Caf\u00e9.pdf", "Songs/CAF\u00c9 (2).pdf",
                                            "Songs/Home (2) (2).pdf"});
}

TEST_CASE("names that a person gave stay, new ones keep clear of them") {
    SplitPlan plan = plan_of({"Home", "Other"}, "");
    plan.folder = "mine";
    plan.songs[1].file = "Songs/home.pdf";
    plan = with_names(plan, {});
    CHECK(plan.folder == "mine");
    CHECK(plan.songs[1].file == "Songs/home.pdf");
    CHECK(plan.songs[0].file == "Songs/Home (2).pdf");
}

TEST_CASE("a template is refused with the tokens that there are") {
    for (const char* text :
         {"{artis}/{title}", "{title", "title}", "/{title}", "{artist}//{title}", "../{title}", "{artist}/",
          "{artist}", "a:b/{title}", "con/{title}", "{}{title}", ""}) {
        INFO(text);
        const auto result = file_template_from(text);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == ErrorCode::usage);
        CHECK_THAT(result.error().remedy, Catch::Contains("{arrangement}") && Catch::Contains("legacy"));
    }
    CHECK(file_template_from("default").has_value());
    CHECK(file_template_from("{book}/{number} {title}").has_value());
}

TEST_CASE("artist and book are read from the file's name") {
    CHECK(identity("x/Ann Lee - Songs of Home.pdf").artist == "Ann Lee");
    CHECK(identity("x/Ann Lee - Songs of Home.pdf").name == "Songs of Home");
    CHECK(identity("Ann_Lee_-_Songs_of_Home.PDF").name == "Songs of Home");
    CHECK(identity("Ann Lee \u2013 21.pdf").artist == "Ann Lee");
    CHECK(identity("01 - Ann Lee - Home.pdf").artist == "Ann Lee");
    CHECK(identity("christmas_carols.pdf").name == "christmas carols");
    CHECK(identity("christmas_carols.pdf").artist.empty());
    CHECK(identity("Ann Lee - Home - Guitar Tab.pdf").name == "Home - Guitar Tab");
    CHECK(identity("C:\\music\\Ann Lee - Home.pdf").artist == "Ann Lee");
}

TEST_CASE("what tells volume or edition only is no book, so what stands before it is no artist") {
    CHECK(identity("The Big Book - Volume 2.pdf").artist.empty());
    CHECK(identity("The Big Book - Volume 2.pdf").name == "The Big Book - Volume 2");
    CHECK(identity("The Big Book - 6th Edition.pdf").artist.empty());
    CHECK(identity("The Big Book - Piano, Vocal & Guitar.pdf").artist.empty());
}

TEST_CASE("the folder names the artist only above a folder called books, and never when it is nobody's") {
    CHECK(identity("/x/Ann Lee/books/Home.pdf").artist == "Ann Lee");
    CHECK(identity("/x/Ann Lee/Books/Home.pdf").artist == "Ann Lee");
    CHECK(identity("/x/Ann Lee/Home.pdf").artist.empty());
    for (const char* path :
         {"/home/joe/Downloads/books/Home.pdf", "/home/joe/Downloads/Home.pdf", "books/Home.pdf",
          "/home/joe/books/Home.pdf", "C:\\Users\\joe\\books\\Home.pdf", "../books/Home.pdf",
          "/data/sheet music/books/Home.pdf", "C:/books/Home.pdf", "./books/Home.pdf"}) {
        INFO(path);
        CHECK(identity(path).artist.empty());
    }
}

TEST_CASE("a book in a bucket is named by its key, and never by the bucket") {
    CHECK(identity("s3://shelf/SheetMusic/Ann Lee/books/Home.pdf").artist == "Ann Lee");
    CHECK(identity("s3://shelf/books/Home.pdf").artist.empty());
    CHECK(identity("s3://shelf/Ann Lee - Home.pdf").artist == "Ann Lee");
    CHECK(identity("s3://shelf").artist.empty());
}

TEST_CASE("only the whole words make various artists") {
    CHECK(identity("Various Artists - Hits.pdf").artist == "Various Artists");
    CHECK(identity("VA - Hits.pdf").artist == "Various Artists");
    CHECK(identity("Hits (Various Artists).pdf").artist == "Various Artists");
    CHECK(identity("Van Morrison - Hits.pdf").artist == "Van Morrison");
    CHECK(identity("/x/Van Halen/books/Hits.pdf").artist == "Van Halen");
    CHECK(identity("Eva - Hits.pdf").artist == "Eva");
}

TEST_CASE("the title page decides where the file says nothing, the options decide above all") {
    Toc toc;
    toc.book_artist = "Ann Lee";
    toc.book_title = "Songs of Home";
    CHECK(identity("Home.pdf", toc).artist == "Ann Lee");
    CHECK(identity("Bo - Home.pdf", toc).artist == "Bo");
    CHECK(identity("Home - Ann Lee.pdf", toc).artist == "Ann Lee");
    CHECK(identity("Home - Ann Lee.pdf", toc).name == "Home");
    CHECK(identity("scan0001.pdf", toc).name == "Songs of Home");
    CHECK(identity("9f86d081884c7d659a2feaa0.pdf", toc).name == "Songs of Home");
    CHECK(identity("1979.pdf", {}).name == "1979");
    Naming naming;
    naming.artist = "Cy";
    naming.book = "Mine";
    CHECK(identify_book("Bo - Home.pdf", toc, naming).artist == "Cy");
    CHECK(identify_book("Bo - Home.pdf", toc, naming).name == "Mine");
    naming.book.reset();
    CHECK(identify_book("Bo - Home.pdf", toc, naming).name == "Home");
    CHECK(identity(".pdf").name == "Book");
}

TEST_CASE("the arrangement is recognised by whole words of the book's name") {
    CHECK(arrangement_of("Hits (Guitar Tab)") == "Guitar Tab");
    CHECK(arrangement_of("Hits [Guitar Recorded Versions]") == "Guitar Tab");
    CHECK(arrangement_of("Hits - Easy Piano") == "Easy Piano");
    CHECK(arrangement_of("Hits Piano, Vocal & Guitar") == "Piano Vocal Guitar");
    CHECK(arrangement_of("Hits (PVG)") == "Piano Vocal Guitar");
    CHECK(arrangement_of("Hits for Piano Solo") == "Piano Solo");
    CHECK(arrangement_of("Pianos and Tablets").empty());
}
