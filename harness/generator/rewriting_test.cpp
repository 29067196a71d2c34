#include "harness/generator/rewriting.h"

#include <gtest/gtest.h>

#include <cctype>

#include "harness/generator/device_alert.h"
#include "harness/generator/estates.h"
#include "harness/generator/spelled_text.h"
#include "harness/scenario/encoding.h"

namespace hallmark::generator {
namespace {

using namespace std::string_literals;

constexpr const char* device = "00-DB-12-3A-56-78-90-A0";
constexpr const char* user = "90-B3-D5-1F-30-01-00-0C";

Rewriting renaming() { return {NewNames(7), std::nullopt, 7}; }
std::string new_name(const char* old) { return NewNames(7).eui(old); }

std::string in_lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

TEST(SpelledText, SeesThroughReferencesCommentsAndCdataAndKeepsThem) {
  SpelledText text("<a>&#x39;0<!-- - -->-B<![CDATA[3]]></a>");
  EXPECT_EQ(text.characters(), "<a>90-B3</a>");
  text.replace(3, 5, "12-C4");
  EXPECT_EQ(text.result(), "<a>&#x31;2<!-- - -->-C<![CDATA[4]]></a>");
}

TEST(SpelledText, GrowsAndShrinks) {
  SpelledText text("a=12345;");
  text.replace(2, 5, "1234567");
  EXPECT_EQ(text.result(), "a=1234567;");
  SpelledText other("a=12345;");
  other.replace(2, 5, "12");
  EXPECT_EQ(other.result(), "a=12;");
}

TEST(SpelledText, ReadsUtf16OfEitherOrder) {
  for (const auto& bytes : {"\xFE\xFF\0<\0A\0>"s, "\xFF\xFE<\0A\0>\0"s}) {
    SpelledText text(bytes);
    const auto at = text.characters().find('A');
    text.replace(at, 1, "B");
    auto wanted = bytes;
    wanted[bytes.find('A')] = 'B';
    EXPECT_EQ(text.result(), wanted);
  }
}

TEST(SpelledText, TakesAnyBytes) {
  for (const auto& bytes : {""s, "<!--"s, "&#"s, "&#xZZ;"s, "&#99999999999;"s, "\xFF\xFE<"s, "\xC3\x28"s}) {
    EXPECT_EQ(SpelledText(bytes).result(), bytes);
  }
}

TEST(Rewriting, RenamesIdsInTheSpellingTheyHave) {
  const auto made = new_name(device);
  EXPECT_NE(made, device);
  EXPECT_EQ(renaming().text(device), made);
  EXPECT_EQ(renaming().text(in_lower_case(device)), in_lower_case(made));
  EXPECT_EQ(renaming().text(" "s + device + ' '), ' ' + made + ' ');
  EXPECT_EQ(renaming().document("<x>&#x30;"s + (device + 1) + "</x>").substr(3, 3), "&#x");
  EXPECT_EQ(renaming().text("A"s + device), "A"s + device);  // part of a longer word
}

TEST(Rewriting, RenamesRequestIdsWithTheirCounters) {
  const std::string id = user + ":"s + device + ":1000001";
  const auto counter = std::to_string(NewNames(7).counter(1000001));
  EXPECT_EQ(renaming().text(id), new_name(user) + ':' + new_name(device) + ':' + counter);
  EXPECT_EQ(renaming().text(user + ":"s + device + ":0"), new_name(user) + ':' + new_name(device) + ":0");
  EXPECT_EQ(renaming().text(user + ":"s + device + ":001000001"),
            new_name(user) + ':' + new_name(device) + ":00" + counter);
}

TEST(Rewriting, RenamesKnownMeteringPointsAlone) {
  scenario::Estate estate;
  estate.metering_points = {{"1234567890128", "electricity", "import", {}, user, user},
                            {"987654321", "gas", "import", {}, user, user}};
  scenario::Trial trial;
  trial.clear = {scenario::Reset{estate}};
  auto rewriting = renaming();
  rewriting.look_at({trial});
  const auto changed = std::get<scenario::Reset>(rewriting(trial).clear.front()).estate.metering_points;
  EXPECT_NE(changed[0].id, "1234567890128");
  EXPECT_EQ(changed[0].id.size(), 13U);
  EXPECT_NE(changed[1].id, "987654321");
  EXPECT_EQ(rewriting.document("<a>1234567890128</a>"), "<a>" + changed[0].id + "</a>");
  EXPECT_EQ(rewriting.document("<a>1234567890129</a>"), "<a>1234567890129</a>");
  EXPECT_EQ(rewriting.document("<a>12345678901281</a>"), "<a>12345678901281</a>");
}

TEST(Rewriting, MovesTimesAndDatesButThoseThatMeanSomethingElse) {
  const Rewriting rewriting(std::nullopt, ClockChange{.years = 0, .days = 365, .seconds = 3600}, 1);
  EXPECT_EQ(rewriting.document("<a>2025-07-01T00:00:00Z</a>"), "<a>2026-07-01T01:00:00Z</a>");
  EXPECT_EQ(rewriting.document("<a>2025-07-01T00:00:00.5+01:00</a>"), "<a>2026-07-01T01:00:00.5+01:00</a>");
  EXPECT_EQ(rewriting.document("<a>2025-07-01</a>"), "<a>2026-07-01</a>");
  for (const auto* kept : {"<a>3000-12-31T00:00:00Z</a>", "<a>2025-13-01</a>", "<a>2000-01-01</a>",
                           "<a>2025-07-011</a>", "http://www.w3.org/2000/09/xmldsig#"}) {
    EXPECT_EQ(rewriting.document(kept), kept);
  }
}

TEST(Rewriting, KeepsMonthBoundsByYears) {
  const ClockChange change{.years = 3};
  EXPECT_EQ(change(scenario::instant("2025-03-31T23:00:00Z").value()), scenario::instant("2028-03-31T23:00:00Z"));
  EXPECT_EQ(change(scenario::instant("2024-02-29T12:00:00Z").value()), scenario::instant("2027-03-01T12:00:00Z"));
}

TEST(Rewriting, ReachesIntoGbcsMessages) {
  const auto now = scenario::instant("2025-07-01T00:00:00Z").value();
  Canary canary{};
  canary.fill(0xC5);
  for (const std::string type : {"ESME", "GSME"}) {
    const auto payload = device_alert(type, device, user, 5, 0x1000, true, 0x8F3F, now, canary);
    const auto made = Rewriting(NewNames(7), ClockChange{.years = 1}, 7).payload(payload);
    const auto message = read_gbcs(*scenario::from_base64(made)).message.value();
    EXPECT_EQ(message.originator, new_name(device));
    EXPECT_EQ(message.target, new_name(user));
    EXPECT_EQ(message.counter, NewNames(7).counter(5));
    EXPECT_EQ(message.seal.find(placeholder_seal(Protection::signature)), std::string::npos);
    const auto alert = read_device_alert(message.content).alert.value();
    EXPECT_EQ(alert.time, scenario::instant("2026-07-01T00:00:00Z"));
    EXPECT_NE(message.content.find(std::string(canary.begin(), canary.end())), std::string::npos);
    const auto xml = Rewriting(NewNames(7), ClockChange{.years = 1}, 7).document("<P>" + payload + "</P>");
    EXPECT_EQ(xml, "<P>" + made + "</P>");
  }
  EXPECT_EQ(renaming().payload("no base64"), "no base64");
}

TEST(NewNames, HaveValidCheckDigits) {
  EXPECT_EQ(with_mprn_check_digits("39384244"), "3938424403");
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const NewNames names(seed);
    const auto mpan = names.metering_point("1234567890128", false, 0);
    EXPECT_EQ(mpan, with_mpan_check_digit(mpan.substr(0, 12)));
    EXPECT_GE(std::stoi(mpan.substr(0, 2)), 10);
    EXPECT_LE(std::stoi(mpan.substr(0, 2)), 33);
    const auto mprn = names.metering_point("987654321", false, 0);
    EXPECT_EQ(mprn, with_mprn_check_digits(mprn.substr(0, mprn.size() - 2)));
    EXPECT_GE(mprn.size(), 6U);
    EXPECT_LE(mprn.size(), 10U);
  }
}

TEST(NewNames, KeepCountersInOrderWithRoomBetween) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const NewNames names(seed);
    for (std::uint64_t old = 1'000'000; old < 1'000'010; ++old) {
      EXPECT_LT(names.counter(old), names.counter_after(old, 0));
      EXPECT_LT(names.counter_after(old, 0), names.counter_after(old, 1));
      EXPECT_LT(names.counter_after(old, 2047), names.counter(old + 1));
    }
  }
}

}  // namespace
}  // namespace hallmark::generator
