// Lines written without a tree are those that the library writes, byte for byte.
#include "harness/run/record_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace hallmark::run {
namespace {

const std::vector<std::string>& texts() {
  static const std::vector<std::string> all = {"",
                                               "plain words, <xml>&amp;</xml> {}[]:'~",
                                               "\"quoted\" \\ back",
                                               "a\nb\tc\r\b\f",
                                               std::string("nul \0 in it", 11),
                                               "\x1b[31m \x7f",
                                               "é “quoted” 日本 😀",
                                               "no UTF-8: \xff\xfe \xc3"};
  return all;
}

std::string by_the_library(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

TEST(RecordText, OfACaseIsWhatTheLibraryWrites) {
  for (const auto& text : texts()) {
    CaseRow row;
    row.case_id = row.title = row.replay = row.scenario = text;
    row.seed = std::numeric_limits<std::uint64_t>::max();
    row.iteration = 3;
    row.axes = {text, "ESME", text, 4, "permit", "must", text, "refused E5"};
    EXPECT_EQ(line_of(row), by_the_library(to_json(row))) << "without judgements";
    row.verdict.outcome = verdict::Outcome::warn;
    row.verdict.judgements = {{verdict::Outcome::pass, spec::Level::must, {}, text, 0},
                              {verdict::Outcome::warn, spec::Level::should, {"a.b", text}, "", -1}};
    row.verdict.notes = {{"remark", text, "x"}, {text, "", text}};
    EXPECT_EQ(line_of(row), by_the_library(to_json(row))) << text;
  }
}

TEST(RecordText, OfAStepIsWhatTheLibraryWrites) {
  for (const auto& text : texts()) {
    const Step step{text, 1, 2, {{"operation", text}, {"deep", {{"list", {1, 2.5, nullptr, true}}}}}, Json::array()};
    EXPECT_EQ(line_of(step), by_the_library(to_json(step))) << text;
  }
}

}  // namespace
}  // namespace hallmark::run
