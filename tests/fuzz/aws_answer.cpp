// What servers that speak as AWS does answer with: XML, and refusals in XML and JSON.
#include "cloud/aws_error.hpp"
#include "cloud/xml.hpp"
#include "fuzz/input.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::string name(input.until('\n'));
    const std::string_view answer = input.rest();
    const auto first = xml_inside(answer, name);
    const auto all = xml_all(answer, name);
    fuzz::must(first.has_value() == !all.empty(), "the first element is one of all");
    fuzz::must(all.size() <= answer.size(), "no more elements than bytes");
    fuzz::must(xml_text(answer).size() <= answer.size(), "a reference is no shorter than what it stands for");
    fuzz::must(xml_text(xml_escaped(answer)) == answer, "escaped text is read as it was");
    const auto* bytes = reinterpret_cast<const std::byte*>(answer.data());
    HttpResponse response;
    response.status = 400;
    response.body.assign(bytes, bytes + answer.size());
    const AwsError error = aws_error_of(response);
    may_pass(error);
    says_expired(error);
    return 0;
}
