#include "reports/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "reports/html_parts.h"
#include "reports/sample.h"

namespace hallmark::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// How often a text stands in another.
int occurrences(const std::string& in, std::string_view text) {
  int found = 0;
  for (std::size_t at = in.find(text); at != std::string::npos; at = in.find(text, at + 1)) ++found;
  return found;
}

TEST(HtmlPage, WhatAnImplementationSaysStaysText) {
  const std::string page = html_page(sample::golden_record(), sample::facts());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, Not(HasSubstr("\u202e")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;\\u{1b}[31m"));
}

TEST(HtmlPage, HostileStringsInEveryFieldStayText) {
  const std::string evil = "\"'><script>alert(9)</script><!--";
  run::Record record =
      sample::record_of({sample::row(evil, Outcome::fail, evil), sample::row(evil, Outcome::warn, evil),
                         sample::row(evil, Outcome::inconclusive, evil)},
                        1);
  for (run::CaseRow& row : record.cases) {
    row.title = row.replay = evil;
    row.axes = {evil, evil, evil, 1, "reject", evil, evil, evil};
    row.verdict.judgements[0].requirements = {evil};
    row.verdict.notes = {{evil, evil, evil}, {"gives-out", evil, evil}, {"flag-lost", evil, evil}};
  }
  record.steps[evil] = {{evil, 0, 0, {{"operation", evil}}, {{evil, evil}}}};
  record.not_run = {{evil, evil}};
  record.header.target = record.header.schema_version = record.header.filter = record.header.started = evil;
  record.header.profile_origin = record.header.profile_digest = record.header.hallmark = evil;
  record.header.profile_acknowledged = record.header.profile_differences = {evil};
  record.header.implementation = {{"name", evil}, {"version", evil}, {"vendor", evil}, {"language", evil}};
  record.footer->reason = record.footer->finished = evil;
  const std::string page = html_page(record, sample::facts());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<!--")));
  EXPECT_THAT(page, Not(HasSubstr("\"'>")));
}

TEST(HtmlPage, AsksForNothingFromAnywhere) {
  const std::string page = html_page(sample::golden_record(), sample::facts());
  EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                              "form-action 'none'\""));
  for (const char* request : {"<iframe", "<object", "url(", "@import", "<link", "<form"})
    EXPECT_THAT(page, Not(HasSubstr(request)));
  EXPECT_EQ(occurrences(page, " href=\""), occurrences(page, " href=\"#"));
}

TEST(HtmlPage, EveryLinkOfThePageHasItsTarget) {
  const std::string page = html_page(sample::golden_record(), sample::facts());
  for (std::size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1)) {
    const std::string id = page.substr(at + 7, page.find('"', at + 7) - at - 7);
    EXPECT_EQ(occurrences(page, "id=\"" + id + "\""), 1) << id;
  }
}

TEST(HtmlPage, ElementsAreClosed) {
  const std::string page = html_page(sample::golden_record(), sample::facts());
  for (const std::string name :
       {"details", "summary", "section", "table", "tr", "td", "th",   "ul",     "li",      "div", "span",
        "p",       "pre",     "code",    "dl",    "dt", "dd", "main", "header", "caption", "b",   "small"})
    EXPECT_EQ(occurrences(page, "<" + name + ">") + occurrences(page, "<" + name + " "),
              occurrences(page, "</" + name + ">"))
        << name;
}

TEST(HtmlPage, OutcomesAreToldWithoutColour) {
  const std::string page = html_page(sample::golden_record(), sample::facts());
  EXPECT_THAT(page, HasSubstr("<span aria-hidden=\"true\">✗</span><span class=\"hidden\">fail:</span> reject"));
  EXPECT_THAT(page, HasSubstr("<small>clear: accepted I99</small><small>set: refused E5</small>"));
}

TEST(HtmlPage, AnEmptyRecordRenders) {
  const std::string page = html_page(run::Record{}, {});
  EXPECT_THAT(page, HasSubstr("there is no verdict"));
  EXPECT_THAT(page, HasSubstr("No case was judged."));
  EXPECT_THAT(page, HasSubstr("</html>\n"));
}

TEST(HtmlPage, TenThousandFailuresStayUnderFifteenMegabytes) {
  std::vector<run::CaseRow> rows;
  for (int number = 0; number < 10'000; ++number) {
    const std::string name = std::to_string(number);
    rows.push_back(sample::row("a/b/" + name, Outcome::fail, name + std::string(5000, '"')));
    rows.back().axes = {"4." + std::to_string(number % 129), "ESME", "IS", 1, "reject", "must", "accepted", "accepted"};
  }
  run::Record record = sample::record_of(std::move(rows), 1);
  const run::Json large = {{"operation", "submit"}, {"duis", std::string(100'000, '<')}};
  for (std::size_t at = 0; at < 250; ++at) {
    const std::string& case_id = record.cases[at].case_id;
    record.steps[case_id] = {{case_id, 0, 0, large, large}};
  }
  const std::string page = html_page(record, sample::facts());
  EXPECT_LT(page.size(), 15'000'000U);
  EXPECT_EQ(occurrences(page, "<details class=\"finding\""), 200);
  EXPECT_THAT(page, HasSubstr("… and 9,800 more findings"));
  EXPECT_THAT(page, HasSubstr("cut at 20 KB"));
  EXPECT_THAT(page, HasSubstr("the page is full"));
}

/// The contrast of two colours "#rrggbb" or "#rgb" as WCAG 2.2 defines it.
double contrast(std::string_view left, std::string_view right) {
  const auto luminance = [](std::string_view colour) {
    constexpr std::array<double, 3> luminance_weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const std::string digits =
          colour.size() == 4 ? std::string(2, colour[1 + channel]) : std::string(colour.substr(1 + 2 * channel, 2));
      const double value = std::stoi(digits, nullptr, 16) / 255.0;
      sum += luminance_weights[channel] * (value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
    }
    return sum;
  };
  const double first = luminance(left);
  const double second = luminance(right);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// The value of a variable in the part of the style sheet that starts at `from`.
std::string_view variable(std::string_view style, std::string_view name, std::size_t from) {
  const std::string declaration = "--" + std::string(name) + ":";
  const std::size_t start = style.find(declaration, from) + declaration.size();
  return style.substr(start, style.find_first_of(";}\n", start) - start);
}

TEST(HtmlStyle, TextContrastsWithItsBackgroundInLightAndDark) {
  constexpr std::array<std::pair<const char*, const char*>, 12> text_and_background = {{{"text", "page"},
                                                                                        {"text", "card"},
                                                                                        {"soft", "page"},
                                                                                        {"soft", "card"},
                                                                                        {"link", "page"},
                                                                                        {"link", "card"},
                                                                                        {"good", "good-bg"},
                                                                                        {"bad", "bad-bg"},
                                                                                        {"warn", "warn-bg"},
                                                                                        {"tell", "tell-bg"},
                                                                                        {"err", "err-bg"},
                                                                                        {"none", "none-bg"}}};
  const std::string_view style = html_style();
  const std::size_t dark = style.find("prefers-color-scheme:dark");
  ASSERT_NE(dark, std::string_view::npos);
  for (const std::size_t from : {std::size_t{0}, dark})
    for (const auto& [text, background] : text_and_background)
      EXPECT_GE(contrast(variable(style, text, from), variable(style, background, from)), 4.5)
          << text << " on " << background << (from == dark ? ", dark" : ", light");
}

}  // namespace
}  // namespace hallmark::reports
