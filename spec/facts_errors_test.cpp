// Each rule of the facts files broken by one edit of the shipped ones: the error names file, line, fault and remedy.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

#include "spec/facts.h"

namespace hallmark::spec {
namespace {

namespace fs = std::filesystem;

/// One edit, and the error it leads to: at the line where `marker` first stands in `error_file` after the edit.
struct Broken {
  const char* name;
  const char* file;
  const char* from;
  const char* to;
  const char* error_file;
  const char* marker;
  const char* message;
};

void PrintTo(const Broken& broken, std::ostream* stream) { *stream << broken.name; }

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

/// A copy of the shipped facts that is removed at the end.
class FactsFolder {
 public:
  explicit FactsFolder(const std::string& name)
      : path_(fs::path(testing::TempDir()) / ("hallmark_facts_" + std::to_string(getpid()) + "_" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    for (const auto& entry : fs::directory_iterator(HALLMARK_SOURCE_DIR "/spec"))
      if (entry.path().extension() == ".xml") fs::copy_file(entry.path(), path_ / entry.path().filename());
  }
  ~FactsFolder() { fs::remove_all(path_); }
  FactsFolder(const FactsFolder&) = delete;
  FactsFolder& operator=(const FactsFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string error_of(const fs::path& folder) {
  try {
    load_facts(folder);
  } catch (const FactsError& error) {
    return error.what();
  }
  return "no error";
}

class FactsErrors : public testing::TestWithParam<Broken> {};

TEST_P(FactsErrors, NameFileLineFaultAndRemedy) {
  const Broken& broken = GetParam();
  const FactsFolder folder(broken.name);
  std::string text = read(folder.path() / broken.file);
  const std::size_t place = text.find(broken.from);
  ASSERT_NE(place, std::string::npos) << "the shipped " << broken.file << " has no " << broken.from;
  write(folder.path() / broken.file, text.replace(place, std::string_view(broken.from).size(), broken.to));

  const std::string blamed = read(folder.path() / broken.error_file);
  const std::size_t marker = blamed.find(broken.marker);
  ASSERT_NE(marker, std::string::npos);
  const auto line = 1 + std::count(blamed.begin(), blamed.begin() + static_cast<std::ptrdiff_t>(marker), '\n');
  std::ostringstream expected;
  expected << "spec/" << broken.error_file << ':' << line << ": " << broken.message;
  EXPECT_EQ(error_of(folder.path()), expected.str());
}

constexpr const char* roles_xml = "roles.xml";
constexpr const char* types_xml = "device_types.xml";
constexpr const char* requests_xml = "service_requests.xml";
constexpr const char* alerts_xml = "alerts.xml";
constexpr const char* codes_xml = "response_codes.xml";
constexpr const char* holidays_xml = "bank_holidays.xml";
constexpr const char* sources_xml = "sources.xml";
constexpr const char* not_asserted_xml = "not_asserted.xml";
constexpr const char* requirements_xml = "requirements.xml";
constexpr const char* open_points_xml = "open_points.xml";
constexpr const char* profile_xml = "restricted_profile.xml";

constexpr const char* gas_row = R"(<row srv="1.1.1" device-type="GSME")";
constexpr const char* read_schedule =
    R"(<row srv="5.2" device-type="*" expect="permit" level="should" category="scheduling" reason="schedule-upkeep"/>)";
constexpr const char* consumption = R"(<row srv="4.1.1" device-type="ESME" expect="reject" level="must")";
constexpr const char* inventory = R"(<row srv="8.2" device-type="*")";

constexpr Broken broken_reading[] = {
    {"not_well_formed", roles_xml, "<role id=\"IS\"", "<role id=IS", roles_xml, "<role id=IS",
     "not well-formed, Error parsing element attribute: correct the XML"},
    {"unclosed_root", roles_xml, "<roles>", "<rolls>", roles_xml, "</roles>",
     "not well-formed, Start-end tags mismatch: correct the XML"},
    {"unknown_element", roles_xml, "<role id=\"IS\"", "<roll id=\"IS\"", roles_xml, "<roll ",
     "unknown element <roll> in <roles>: known here are source, role"},
    {"unknown_child", requirements_xml, "<text>", "<txt>x</txt><text>", requirements_xml, "<txt>",
     "unknown element <txt> in <requirement>: known here are text, seen-by, cite"},
    {"unknown_attribute", roles_xml, "fuel=\"gas\"", "feul=\"gas\"", roles_xml, "feul",
     "unknown attribute 'feul' of <role>: known here are id, name, fuel, source"},
    {"attribute_twice", roles_xml, "fuel=\"gas\"", "fuel=\"gas\" fuel=\"gas\"", roles_xml, "fuel=\"gas\"",
     "attribute 'fuel' stands twice: remove one"},
    {"attribute_empty", roles_xml, "fuel=\"gas\"", "fuel=\"\"", roles_xml, "fuel=\"\"",
     "attribute 'fuel' is empty: give it a value or remove it"},
    {"attribute_missing", roles_xml, "id=\"GS\" ", "", roles_xml, "\"Gas Supplier\"",
     "<role> has no attribute 'id': add it"},
    {"value_unknown", roles_xml, "fuel=\"gas\"", "fuel=\"oil\"", roles_xml, "\"oil\"",
     "attribute 'fuel' is 'oil': it may be electricity, gas, both"},
    {"yes_or_no", types_xml, "fuel=\"gas\" meter=\"yes\"", "fuel=\"gas\" meter=\"true\"", types_xml, "meter=\"true\"",
     "attribute 'meter' is 'true': it may be yes, no"},
    {"word_twice", requests_xml, "roles=\"IS GS\"", "roles=\"IS IS\"", requests_xml,
     "<service-request variant=\"1.1.1\"", "'IS' stands twice in attribute 'roles': remove one"},
    {"stray_text", roles_xml, "<role id=\"IS\"", "x <role id=\"IS\"", roles_xml, "<roles>",
     "text in <roles>: known here are source, role"},
    {"no_text", open_points_xml, "<question>What is the answer to setting a flag that is set?</question>",
     "<question></question>", open_points_xml, "<question></question>", "<question> has no text: say it in words"},
    {"two_texts", requirements_xml, "<text>", "<text>x</text><text>", requirements_xml,
     "<requirement id=\"mp169.flag-exists\"", "<requirement> has 2 <text>: give it one"},
    {"source_twice", codes_xml, "<source id=\"sample\">", "<source id=\"schema\">", codes_xml,
     "<source id=\"schema\">DUIS 5.4 schema: ResponseCode; seen",
     "<source> 'schema' stands twice: give it another id or remove it"},
    {"source_dangling", roles_xml, "source=\"matrix\"", "source=\"matrices\"", roles_xml, "matrices",
     "there is no <source> 'matrices': add it above or correct the id"},
    {"source_unused", roles_xml, "<source id=\"matrix\">", "<source id=\"spare\">x</source>\n  <source id=\"matrix\">",
     roles_xml, "spare", "<source> 'spare' is named by no record: remove it or name it"},
    {"reason_dangling", profile_xml, "reason=\"clock\"", "reason=\"watch\"", profile_xml, "reason=\"watch\"",
     "there is no <reason> 'watch': add it above or correct the id"},
    {"reason_unused", not_asserted_xml, "<reason id=\"dates\">",
     "<reason id=\"spare\">x</reason>\n  <reason id=\"dates\">", not_asserted_xml, "spare",
     "<reason> 'spare' is named by no record: remove it or name it"},
};

constexpr Broken broken_catalogue[] = {
    {"role_twice", roles_xml, "id=\"ES\"", "id=\"IS\"", roles_xml, "\"Export Supplier\"",
     "role 'IS' stands twice: remove one of the two"},
    {"role_dangling", requests_xml, "roles=\"IS GS\"", "roles=\"IS XX\"", requests_xml,
     "<service-request variant=\"1.1.1\"", "there is no role 'XX': add it to roles.xml"},
    {"role_unused", roles_xml, "<role id=\"OU\"",
     "<role id=\"ZZ\" name=\"Z\" fuel=\"both\" source=\"matrix\"/><role id=\"OU\"", roles_xml, "\"ZZ\"",
     "no Service Request names role 'ZZ': remove it or name it"},
    {"type_twice", types_xml, "id=\"GPF\"", "id=\"GSME\"", types_xml, "\"Gas Proxy Function\"",
     "device type 'GSME' stands twice: remove one of the two"},
    {"type_dangling", requests_xml, "device-types=\"ESME GSME\"", "device-types=\"ESME XX\"", requests_xml,
     "<service-request variant=\"1.1.1\"", "there is no device type 'XX': add it to device_types.xml"},
    {"type_unused", types_xml, "<device-type id=\"SAPC\"",
     "<device-type id=\"ZZ\" name=\"Z\" fuel=\"both\" in-schema=\"no\" source=\"schema\"/>\n  <device-type id=\"SAPC\"",
     types_xml, "\"ZZ\"", "no Service Request names device type 'ZZ': remove it or name it"},
    {"variant_twice", requests_xml, "variant=\"1.1.2\"", "variant=\"1.1.1\"", requests_xml,
     "name=\"Update Import Tariff (Secondary Element)\"",
     "Service Request '1.1.1' stands twice: remove one of the two"},
    {"body_twice", requests_xml, "body=\"UpdateImportTariffSecondaryElement\"",
     "body=\"UpdateImportTariffPrimaryElement\"", requests_xml, "<service-request variant=\"1.1.2\"",
     "body element 'UpdateImportTariffPrimaryElement' stands twice: remove one of the two"},
    {"variant_no_number", requests_xml, "variant=\"1.1.1\"", "variant=\"1.1.x\"", requests_xml, "variant=\"1.1.x\"",
     "variant '1.1.x' is none: write numbers with dots between"},
    {"reference_other", requests_xml, "reference=\"1.1\"", "reference=\"1.2\"", requests_xml, "variant=\"1.1.1\"",
     "reference '1.2' does not begin variant '1.1.1': correct one of them"},
    {"command_variant_nine", requests_xml, "command-variants=\"4 5 6 7\"", "command-variants=\"9\"", requests_xml,
     "variant=\"1.1.1\"", "Command Variant '9' is none: Command Variants are 1 to 8"},
    {"command_variant_of_another", requests_xml, "command-variants=\"4 5 6 7\"", "command-variants=\"1\"", requests_xml,
     "variant=\"1.1.1\"", "Command Variant 1 does not fit a request that is critical: it may have 4 to 7"},
    {"critical_to_the_dcc", requests_xml, "device-id-at=\"CreateSchedule/DeviceID\"",
     "critical=\"yes\" device-id-at=\"CreateSchedule/DeviceID\"", requests_xml, "<service-request variant=\"5.1\"",
     "a request to the DCC is critical: remove critical or non-device"},
    {"sensitive_no_target", requests_xml, "sensitive=\"GSME\"", "sensitive=\"CHF\"", requests_xml,
     "<service-request variant=\"4.10\"", "sensitive device type 'CHF' is no target of it: add it to device-types"},
    {"message_code_short", requests_xml, "message-codes=\"0019 006B\"", "message-codes=\"19\"", requests_xml,
     "variant=\"1.1.1\"", "message code '19' is none: write four upper-case hex digits"},
    {"place_missing", requests_xml, "device-id-at=\"header\" message-codes=\"0019 006B\"",
     "message-codes=\"0019 006B\"", requests_xml, "variant=\"1.1.1\"",
     "it has device types but no place of a device id: add device-id-at"},
    {"place_of_another_target", requests_xml, "device-id-at=\"CreateSchedule/DeviceID\"", "device-id-at=\"header\"",
     requests_xml, "<service-request variant=\"5.1\"",
     "device-id-at 'header' does not fit its target: begin with header, or with a path where the target is the DCC"},
    {"place_of_another_body", requests_xml, "device-id-at=\"CreateSchedule/DeviceID\"",
     "device-id-at=\"ReadSchedule/DeviceID\"", requests_xml, "<service-request variant=\"5.1\"",
     "path 'ReadSchedule/DeviceID' does not begin with its body element: begin it with CreateSchedule"},
    {"schedulable_without_device", requests_xml, "non-device=\"yes\"", "schedulable=\"yes\" non-device=\"yes\"",
     requests_xml, "<service-request variant=\"5.1\"",
     "a request that no device answers is schedulable: remove schedulable"},
};

constexpr Broken broken_codes_and_alerts[] = {
    {"alert_twice", alerts_xml, "code=\"8003\"", "code=\"8002\"", alerts_xml, "on Phase 1\"",
     "alert '8002' stands twice: remove one of the two"},
    {"alert_lower_case", alerts_xml, "code=\"8F0A\"", "code=\"8f0a\"", alerts_xml, "code=\"8f0a\"",
     "alert code '8f0a' is none: write four upper-case hex digits, or N1, AD1 for the DCC's"},
    {"dcc_alert_code", alerts_xml, "<dcc-alert code=\"N24\"", "<dcc-alert code=\"X24\"", alerts_xml, "code=\"X24\"",
     "alert code 'X24' is none: write four upper-case hex digits, or N1, AD1 for the DCC's"},
    {"alert_type_dangling", alerts_xml, "device-types=\"ESME\"", "device-types=\"XX\"", alerts_xml,
     "<alert code=\"8002\"", "there is no device type 'XX': add it to device_types.xml"},
    {"alert_message_code", alerts_xml, "message-code=\"1001\"", "message-code=\"10\"", alerts_xml,
     "<alert code=\"8002\"", "message code '10' is none: write four upper-case hex digits"},
    {"alert_message_codes", alerts_xml, "message-code=\"1001\"", "message-code=\"1001 1000\"", alerts_xml,
     "<alert code=\"8002\"",
     "alert '8002' has more message codes than one but not one a device type: write one, or one for each device type "
     "in order"},
    {"alert_open_and_judged", alerts_xml, "expect=\"permit\"", "expect=\"open\"", alerts_xml, "<alert code=\"8002\"",
     "expect and level of alert '8002' disagree: open goes with report and with nothing else"},
    {"alert_must_without_ground", alerts_xml, "level=\"should\"", "level=\"must\"", alerts_xml, "<alert code=\"8002\"",
     "alert '8002' must pass but is neither of a public critical category nor of the security log: make it a should"},
    {"code_twice", codes_xml, "code=\"E2\"", "code=\"E1\"", codes_xml, "\"The role may not use",
     "response code 'E1' stands twice: remove one of the two"},
    {"code_of_no_kind", codes_xml, "code=\"E2\"", "code=\"X2\"", codes_xml, "code=\"X2\"",
     "response code 'X2' is none: write I, E or W and digits"},
    {"code_of_no_reference", codes_xml, "code=\"E010101\"", "code=\"E990101\"", codes_xml, "code=\"E990101\"",
     "there is no Service Reference '99.1' for code 'E990101': correct the code"},
    {"code_too_short", codes_xml, "code=\"E010101\"", "code=\"E0101\"", codes_xml, "code=\"E0101\"",
     "code 'E0101' names no Service Reference: it has six digits"},
    {"success_points_at_case", codes_xml, "code=\"I0\"", "code=\"I0\" points-at-case=\"yes\"", codes_xml, "code=\"I0\"",
     "code 'I0' is no error: remove fault and points-at-case"},
    {"fault_of_another_kind", codes_xml, "code=\"E2\"", "code=\"E2\" fault=\"yes\"", codes_xml, "code=\"E2\"",
     "fault 'E2' is not of kind delivery: correct kind or fault"},
    {"holiday_no_date", holidays_xml, "\"2024-04-01\"", "\"2024-04-31\"", holidays_xml, "\"2024-04-31\"",
     "'2024-04-31' is no date: write it as 2025-12-25"},
    {"holiday_twice", holidays_xml, "\"2024-04-01\"", "\"2024-03-29\"  ", holidays_xml, "\"2024-03-29\"  ",
     "bank holiday '2024-03-29' does not come after the one before: put them in order, each once"},
};

constexpr Broken broken_requirements[] = {
    {"requirement_twice", requirements_xml, "id=\"mp121.bulk\"", "id=\"mp077.bulk\"", requirements_xml,
     "id=\"mp077.bulk\" basis=\"quoted\" level=\"must\" facet=\"install-codes\"",
     "requirement 'mp077.bulk' stands twice: remove one of the two"},
    {"requirement_id", requirements_xml, "id=\"mp169.visible\"", "id=\"visible\"", requirements_xml, "id=\"visible\"",
     "requirement id 'visible' is none: write it as group.words-with-hyphens"},
    {"facet_unknown", requirements_xml, "facet=\"restricted-mode\"", "facet=\"mode\"", requirements_xml,
     "id=\"mp169.flag-exists\"", "there is no facet 'mode': take one of the adaptor protocol"},
    {"rests_on_nothing", requirements_xml, "<cite document=\"DUIS schema 5.4\" section=\"Request\"/>", "",
     requirements_xml, "id=\"duis.valid-accepted\"",
     "requirement 'duis.valid-accepted' rests on nothing: add rows, gaps or a <cite>"},
    {"gap_among_rows", requirements_xml, "rows=\"REQ-005 REQ-006\"", "rows=\"GAP-R-01\"", requirements_xml,
     "id=\"mp169.flag-exists\"", "'GAP-R-01' is a gap: name it in gaps"},
    {"row_among_gaps", requirements_xml, "gaps=\"GAP-R-10 GAP-R-14\"", "gaps=\"REQ-005\"", requirements_xml,
     "id=\"mp169.flag-exists\"", "'REQ-005' is no gap: name it in rows"},
    {"row_dangling", requirements_xml, "rows=\"REQ-005 REQ-006\"", "rows=\"REQ-005 REQ-999\"", requirements_xml,
     "id=\"mp169.flag-exists\"", "there is no row 'REQ-999': add it to sources.xml or correct it"},
    {"row_unused", requirements_xml, "rows=\"REQ-005 REQ-006\"", "rows=\"REQ-005\"", sources_xml, "id=\"REQ-006\"",
     "nothing rests on row 'REQ-006': name it in a requirement, an open point or not_asserted.xml"},
    {"row_twice", sources_xml, "id=\"REQ-002\"", "id=\"REQ-001\"  ", sources_xml, "id=\"REQ-001\"  ",
     "row 'REQ-001' stands twice: remove one of the two"},
    {"gap_unused", not_asserted_xml, "<not-asserted row=\"GAP-R-41\" reason=\"dates\"/>", "", sources_xml,
     "id=\"GAP-R-41\"", "nothing rests on row 'GAP-R-41': name it in a requirement, an open point or not_asserted.xml"},
    {"not_asserted_dangling", not_asserted_xml, "row=\"GAP-R-41\"", "row=\"GAP-R-99\"", not_asserted_xml, "GAP-R-99",
     "there is no row 'GAP-R-99': add it to sources.xml or correct it"},
    {"not_asserted_twice", not_asserted_xml, "row=\"REQ-011\"", "row=\"REQ-010\"  ", not_asserted_xml,
     "row=\"REQ-010\"  ", "row 'REQ-010' stands twice: remove one of the two"},
    {"not_asserted_used", not_asserted_xml, "row=\"GAP-R-41\"", "row=\"GAP-R-40\"", not_asserted_xml, "GAP-R-40",
     "row 'GAP-R-40' is asserted after all: remove it from not_asserted.xml"},
    {"open_point_twice", open_points_xml, "id=\"clear-while-clear\"", "id=\"set-while-set\"", open_points_xml,
     "<open-point id=\"set-while-set\">\n    <question>What is the answer to clearing",
     "open point 'set-while-set' stands twice: remove one of the two"},
    {"open_point_id", open_points_xml, "id=\"hub-exchange\"", "id=\"Hub\"", open_points_xml, "id=\"Hub\"",
     "open point id 'Hub' is none: write words with hyphens"},
    {"key_unknown", open_points_xml, "key=\"action\"", "key=\"mood\"", open_points_xml, "key=\"mood\"",
     "there is no key 'mood': take words the facts header names, or report alone"},
    {"key_report_and_more", open_points_xml, "key=\"action\"", "key=\"action report\"", open_points_xml,
     "key=\"action report\"", "there is no key 'report': take words the facts header names, or report alone"},
    {"answer_no_token", open_points_xml, "token=\"immediate\"", "token=\"at once\"", open_points_xml,
     "id=\"effective-when\"", "answer 'at once' is no token: write words with hyphens"},
    {"answer_twice", open_points_xml, "token=\"announced\"", "token=\"immediate\"", open_points_xml,
     "id=\"effective-when\"", "answer 'immediate' stands twice: remove one of the two"},
    {"no_answer", open_points_xml, "id=\"rejection-code\"", "id=\"refusal-code\"", open_points_xml,
     "id=\"refusal-code\"", "open point 'refusal-code' permits no answer: add <answer> elements"},
    {"open_point_gap", open_points_xml, "gaps=\"GAP-R-15 GAP-R-16\"", "gaps=\"REQ-001\"", open_points_xml,
     "id=\"rejection-code\"", "'REQ-001' is no gap: name rows of the table of gaps only"},
};

constexpr Broken broken_profiles[] = {
    {"row_of_no_request", profile_xml, gas_row, R"(<row srv="1.1.9" device-type="GSME")", profile_xml, "srv=\"1.1.9\"",
     "there is no Service Request '1.1.9': add it to service_requests.xml"},
    {"row_of_no_target", profile_xml, gas_row, R"(<row srv="1.1.1" device-type="CHF")", profile_xml,
     R"(srv="1.1.1" device-type="CHF")", "device type 'CHF' is no target of 1.1.1: name one of its device types"},
    {"any_of_some", profile_xml, gas_row, R"(<row srv="1.1.1" device-type="*")", profile_xml,
     R"(srv="1.1.1" device-type="*")", "device type '*' is no target of 1.1.1: name one of its device types"},
    {"profile_row_twice", profile_xml, gas_row, R"(<row srv="1.1.1" device-type="ESME" basis="derived")", profile_xml,
     "basis=\"derived\" expect", "row 1.1.1 on ESME stands twice: remove one of the two"},
    {"sensitive_permitted", profile_xml, consumption,
     R"(<row srv="4.1.1" device-type="ESME" expect="permit" level="must")", profile_xml,
     R"(srv="4.1.1" device-type="ESME")", "4.1.1 on ESME is sensitive and permitted: reject it or leave it open"},
    {"open_and_judged", profile_xml, R"(expect="open" level="report")", R"(expect="open" level="should")", profile_xml,
     R"(expect="open" level="should")", "1.5 on ESME is open and judged: write level=\"report\" or an invariant"},
    {"invariant_and_permitted", profile_xml, R"(expect="open" level="must" invariant)",
     R"(expect="permit" level="must" invariant)", profile_xml, R"(expect="permit" level="must" invariant)",
     "an invariant on 1.6 on ESME that is not open and a must: write expect=\"open\" level=\"must\""},
    {"request_without_row", profile_xml, read_schedule, "", requests_xml, "<service-request variant=\"5.2\"",
     "the profile has no row for 5.2: add it to restricted_profile.xml"},
    {"type_without_row", requests_xml, "device-types=\"ESME GSME\"", "device-types=\"ESME GSME GPF\"", requests_xml,
     "<service-request variant=\"1.1.1\"",
     "the profile has no row for 1.1.1 on GPF: give it one in restricted_profile.xml"},
    {"any_and_one", profile_xml, inventory,
     "<row srv=\"8.2\" device-type=\"ESME\" expect=\"permit\" level=\"must\" category=\"x\" "
     "reason=\"inventory-reading\"/>\n  <row srv=\"8.2\" device-type=\"*\"",
     requests_xml, "<service-request variant=\"8.2\"",
     "the profile has two rows for 8.2 on ESME: give it one in restricted_profile.xml"},
};

std::string name_of(const testing::TestParamInfo<Broken>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Reading, FactsErrors, testing::ValuesIn(broken_reading), name_of);
INSTANTIATE_TEST_SUITE_P(Catalogue, FactsErrors, testing::ValuesIn(broken_catalogue), name_of);
INSTANTIATE_TEST_SUITE_P(Codes, FactsErrors, testing::ValuesIn(broken_codes_and_alerts), name_of);
INSTANTIATE_TEST_SUITE_P(Requirements, FactsErrors, testing::ValuesIn(broken_requirements), name_of);
INSTANTIATE_TEST_SUITE_P(Profile, FactsErrors, testing::ValuesIn(broken_profiles), name_of);

TEST(FactsFiles, MustAllBeThere) {
  const FactsFolder folder("missing");
  fs::remove(folder.path() / alerts_xml);
  EXPECT_EQ(error_of(folder.path()),
            "spec/alerts.xml:1: cannot be read (No such file or directory): check that the file is there");
}

TEST(FactsFiles, MustHoldRecords) {
  const FactsFolder folder("no_records");
  write(folder.path() / sources_xml, "<sources/>");
  EXPECT_EQ(error_of(folder.path()), "spec/sources.xml:1: holds no <row>: add the records");
}

TEST(FactsFiles, MustHaveTheirRoot) {
  const FactsFolder folder("other_root");
  write(folder.path() / roles_xml, "\n<rolls/>");
  EXPECT_EQ(error_of(folder.path()), "spec/roles.xml:2: the root element is not one <roles>: rename it");
}

TEST(FactsFiles, AreBounded) {
  const FactsFolder folder("bounded");
  write(folder.path() / roles_xml, std::string((std::size_t{16} << 20) + 1, ' '));
  EXPECT_EQ(error_of(folder.path()), "spec/roles.xml:1: is larger than 16 MiB: make the file smaller");
}

TEST(FactsFiles, MayWrapAndCommentTheirTexts) {
  const FactsFolder folder("comment");
  const std::string question = "<question>What is the answer to setting a flag that is set?</question>";
  std::string text = read(folder.path() / open_points_xml);
  text.replace(text.find(question), question.size(), "<question>What\n <!-- not now --> is <![CDATA[it]]>?</question>");
  write(folder.path() / open_points_xml, text);
  EXPECT_EQ(load_facts(folder.path()).open_point("set-while-set")->question, "What is it?");
}

}  // namespace
}  // namespace hallmark::spec
