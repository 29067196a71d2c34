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

constexpr const char* kRoles = "roles.xml";
constexpr const char* kTypes = "device_types.xml";
constexpr const char* kRequests = "service_requests.xml";
constexpr const char* kAlerts = "alerts.xml";
constexpr const char* kCodes = "response_codes.xml";
constexpr const char* kSources = "sources.xml";
constexpr const char* kNotAsserted = "not_asserted.xml";
constexpr const char* kRequirements = "requirements.xml";
constexpr const char* kOpenPoints = "open_points.xml";
constexpr const char* kProfile = "restricted_profile.xml";

constexpr const char* kGasRow = R"(<row srv="1.1.1" device-type="GSME")";
constexpr const char* kReadSchedule =
    R"(<row srv="5.2" device-type="*" expect="permit" level="should" category="scheduling" reason="schedule-upkeep"/>)";
constexpr const char* kConsumption = R"(<row srv="4.1.1" device-type="ESME" expect="reject" level="must")";
constexpr const char* kInventory = R"(<row srv="8.2" device-type="*")";

constexpr Broken kReading[] = {
    {"not_well_formed", kRoles, "<role id=\"IS\"", "<role id=IS", kRoles, "<role id=IS",
     "not well-formed, Error parsing element attribute: correct the XML"},
    {"unclosed_root", kRoles, "<roles>", "<rolls>", kRoles, "</roles>",
     "not well-formed, Start-end tags mismatch: correct the XML"},
    {"unknown_element", kRoles, "<role id=\"IS\"", "<roll id=\"IS\"", kRoles, "<roll ",
     "unknown element <roll> in <roles>: known here are source, role"},
    {"unknown_child", kRequirements, "<text>", "<txt>x</txt><text>", kRequirements, "<txt>",
     "unknown element <txt> in <requirement>: known here are text, seen-by, cite"},
    {"unknown_attribute", kRoles, "fuel=\"gas\"", "feul=\"gas\"", kRoles, "feul",
     "unknown attribute 'feul' of <role>: known here are id, name, fuel, source"},
    {"attribute_twice", kRoles, "fuel=\"gas\"", "fuel=\"gas\" fuel=\"gas\"", kRoles, "fuel=\"gas\"",
     "attribute 'fuel' stands twice: remove one"},
    {"attribute_empty", kRoles, "fuel=\"gas\"", "fuel=\"\"", kRoles, "fuel=\"\"",
     "attribute 'fuel' is empty: give it a value or remove it"},
    {"attribute_missing", kRoles, "id=\"GS\" ", "", kRoles, "\"Gas Supplier\"", "<role> has no attribute 'id': add it"},
    {"value_unknown", kRoles, "fuel=\"gas\"", "fuel=\"oil\"", kRoles, "\"oil\"",
     "attribute 'fuel' is 'oil': it may be electricity, gas, both"},
    {"yes_or_no", kTypes, "fuel=\"gas\" meter=\"yes\"", "fuel=\"gas\" meter=\"true\"", kTypes, "meter=\"true\"",
     "attribute 'meter' is 'true': it may be yes, no"},
    {"word_twice", kRequests, "roles=\"IS GS\"", "roles=\"IS IS\"", kRequests, "<service-request variant=\"1.1.1\"",
     "'IS' stands twice in attribute 'roles': remove one"},
    {"stray_text", kRoles, "<role id=\"IS\"", "x <role id=\"IS\"", kRoles, "<roles>",
     "text in <roles>: known here are source, role"},
    {"no_text", kOpenPoints, "<question>What is the answer to setting a flag that is set?</question>",
     "<question></question>", kOpenPoints, "<question></question>", "<question> has no text: say it in words"},
    {"two_texts", kRequirements, "<text>", "<text>x</text><text>", kRequirements,
     "<requirement id=\"mp169.flag-exists\"", "<requirement> has 2 <text>: give it one"},
    {"source_twice", kCodes, "<source id=\"sample\">", "<source id=\"schema\">", kCodes,
     "<source id=\"schema\">DUIS 5.4 schema: ResponseCode; seen",
     "<source> 'schema' stands twice: give it another id or remove it"},
    {"source_dangling", kRoles, "source=\"matrix\"", "source=\"matrices\"", kRoles, "matrices",
     "there is no <source> 'matrices': add it above or correct the id"},
    {"source_unused", kRoles, "<source id=\"matrix\">", "<source id=\"spare\">x</source>\n  <source id=\"matrix\">",
     kRoles, "spare", "<source> 'spare' is named by no record: remove it or name it"},
    {"reason_dangling", kProfile, "reason=\"clock\"", "reason=\"watch\"", kProfile, "reason=\"watch\"",
     "there is no <reason> 'watch': add it above or correct the id"},
    {"reason_unused", kNotAsserted, "<reason id=\"dates\">", "<reason id=\"spare\">x</reason>\n  <reason id=\"dates\">",
     kNotAsserted, "spare", "<reason> 'spare' is named by no record: remove it or name it"},
};

constexpr Broken kCatalogue[] = {
    {"role_twice", kRoles, "id=\"ES\"", "id=\"IS\"", kRoles, "\"Export Supplier\"",
     "role 'IS' stands twice: remove one of the two"},
    {"role_dangling", kRequests, "roles=\"IS GS\"", "roles=\"IS XX\"", kRequests, "<service-request variant=\"1.1.1\"",
     "there is no role 'XX': add it to roles.xml"},
    {"role_unused", kRoles, "<role id=\"OU\"",
     "<role id=\"ZZ\" name=\"Z\" fuel=\"both\" source=\"matrix\"/><role id=\"OU\"", kRoles, "\"ZZ\"",
     "no Service Request names role 'ZZ': remove it or name it"},
    {"type_twice", kTypes, "id=\"GPF\"", "id=\"GSME\"", kTypes, "\"Gas Proxy Function\"",
     "device type 'GSME' stands twice: remove one of the two"},
    {"type_dangling", kRequests, "device-types=\"ESME GSME\"", "device-types=\"ESME XX\"", kRequests,
     "<service-request variant=\"1.1.1\"", "there is no device type 'XX': add it to device_types.xml"},
    {"type_unused", kTypes, "<device-type id=\"SAPC\"",
     "<device-type id=\"ZZ\" name=\"Z\" fuel=\"both\" in-schema=\"no\" source=\"schema\"/>\n  <device-type id=\"SAPC\"",
     kTypes, "\"ZZ\"", "no Service Request names device type 'ZZ': remove it or name it"},
    {"variant_twice", kRequests, "variant=\"1.1.2\"", "variant=\"1.1.1\"", kRequests,
     "name=\"Update Import Tariff (Secondary Element)\"",
     "Service Request '1.1.1' stands twice: remove one of the two"},
    {"body_twice", kRequests, "body=\"UpdateImportTariffSecondaryElement\"",
     "body=\"UpdateImportTariffPrimaryElement\"", kRequests, "<service-request variant=\"1.1.2\"",
     "body element 'UpdateImportTariffPrimaryElement' stands twice: remove one of the two"},
    {"variant_no_number", kRequests, "variant=\"1.1.1\"", "variant=\"1.1.x\"", kRequests, "variant=\"1.1.x\"",
     "variant '1.1.x' is none: write numbers with dots between"},
    {"reference_other", kRequests, "reference=\"1.1\"", "reference=\"1.2\"", kRequests, "variant=\"1.1.1\"",
     "reference '1.2' does not begin variant '1.1.1': correct one of them"},
    {"command_variant_nine", kRequests, "command-variants=\"4 5 6 7\"", "command-variants=\"9\"", kRequests,
     "variant=\"1.1.1\"", "Command Variant '9' is none: Command Variants are 1 to 8"},
    {"command_variant_of_another", kRequests, "command-variants=\"4 5 6 7\"", "command-variants=\"1\"", kRequests,
     "variant=\"1.1.1\"", "Command Variant 1 does not fit a request that is critical: it may have 4 to 7"},
    {"critical_to_the_dcc", kRequests, "device-id-at=\"CreateSchedule/DeviceID\"",
     "critical=\"yes\" device-id-at=\"CreateSchedule/DeviceID\"", kRequests, "<service-request variant=\"5.1\"",
     "a request to the DCC is critical: remove critical or non-device"},
    {"sensitive_no_target", kRequests, "sensitive=\"GSME\"", "sensitive=\"CHF\"", kRequests,
     "<service-request variant=\"4.10\"", "sensitive device type 'CHF' is no target of it: add it to device-types"},
    {"message_code_short", kRequests, "message-codes=\"0019 006B\"", "message-codes=\"19\"", kRequests,
     "variant=\"1.1.1\"", "message code '19' is none: write four upper-case hex digits"},
    {"place_missing", kRequests, "device-id-at=\"header\" message-codes=\"0019 006B\"", "message-codes=\"0019 006B\"",
     kRequests, "variant=\"1.1.1\"", "it has device types but no place of a device id: add device-id-at"},
    {"place_of_another_target", kRequests, "device-id-at=\"CreateSchedule/DeviceID\"", "device-id-at=\"header\"",
     kRequests, "<service-request variant=\"5.1\"",
     "device-id-at 'header' does not fit its target: begin with header, or with a path where the target is the DCC"},
    {"place_of_another_body", kRequests, "device-id-at=\"CreateSchedule/DeviceID\"",
     "device-id-at=\"ReadSchedule/DeviceID\"", kRequests, "<service-request variant=\"5.1\"",
     "path 'ReadSchedule/DeviceID' does not begin with its body element: begin it with CreateSchedule"},
    {"schedulable_without_device", kRequests, "non-device=\"yes\"", "schedulable=\"yes\" non-device=\"yes\"", kRequests,
     "<service-request variant=\"5.1\"", "a request that no device answers is schedulable: remove schedulable"},
};

constexpr Broken kCodesAndAlerts[] = {
    {"alert_twice", kAlerts, "code=\"8003\"", "code=\"8002\"", kAlerts, "on Phase 1\"",
     "alert '8002' stands twice: remove one of the two"},
    {"alert_lower_case", kAlerts, "code=\"8F0A\"", "code=\"8f0a\"", kAlerts, "code=\"8f0a\"",
     "alert code '8f0a' is none: write four upper-case hex digits, or N1, AD1 for the DCC's"},
    {"dcc_alert_code", kAlerts, "<dcc-alert code=\"N24\"", "<dcc-alert code=\"X24\"", kAlerts, "code=\"X24\"",
     "alert code 'X24' is none: write four upper-case hex digits, or N1, AD1 for the DCC's"},
    {"alert_type_dangling", kAlerts, "device-types=\"ESME\"", "device-types=\"XX\"", kAlerts, "<alert code=\"8002\"",
     "there is no device type 'XX': add it to device_types.xml"},
    {"alert_message_code", kAlerts, "message-code=\"1001\"", "message-code=\"10\"", kAlerts, "<alert code=\"8002\"",
     "message code '10' is none: write four upper-case hex digits"},
    {"alert_message_codes", kAlerts, "message-code=\"1001\"", "message-code=\"1001 1000\"", kAlerts,
     "<alert code=\"8002\"",
     "alert '8002' has more message codes than one but not one a device type: write one, or one for each device type "
     "in order"},
    {"alert_open_and_judged", kAlerts, "expect=\"permit\"", "expect=\"open\"", kAlerts, "<alert code=\"8002\"",
     "expect and level of alert '8002' disagree: open goes with report and with nothing else"},
    {"alert_must_without_ground", kAlerts, "level=\"should\"", "level=\"must\"", kAlerts, "<alert code=\"8002\"",
     "alert '8002' must pass but is neither of a public critical category nor of the security log: make it a should"},
    {"code_twice", kCodes, "code=\"E2\"", "code=\"E1\"", kCodes, "\"The role may not use",
     "response code 'E1' stands twice: remove one of the two"},
    {"code_of_no_kind", kCodes, "code=\"E2\"", "code=\"X2\"", kCodes, "code=\"X2\"",
     "response code 'X2' is none: write I, E or W and digits"},
    {"code_of_no_reference", kCodes, "code=\"E010101\"", "code=\"E990101\"", kCodes, "code=\"E990101\"",
     "there is no Service Reference '99.1' for code 'E990101': correct the code"},
    {"code_too_short", kCodes, "code=\"E010101\"", "code=\"E0101\"", kCodes, "code=\"E0101\"",
     "code 'E0101' names no Service Reference: it has six digits"},
    {"success_points_at_case", kCodes, "code=\"I0\"", "code=\"I0\" points-at-case=\"yes\"", kCodes, "code=\"I0\"",
     "code 'I0' is no error: remove fault and points-at-case"},
    {"fault_of_another_kind", kCodes, "code=\"E2\"", "code=\"E2\" fault=\"yes\"", kCodes, "code=\"E2\"",
     "fault 'E2' is not of kind delivery: correct kind or fault"},
};

constexpr Broken kAsked[] = {
    {"requirement_twice", kRequirements, "id=\"mp121.bulk\"", "id=\"mp077.bulk\"", kRequirements,
     "id=\"mp077.bulk\" basis=\"quoted\" level=\"must\" facet=\"install-codes\"",
     "requirement 'mp077.bulk' stands twice: remove one of the two"},
    {"requirement_id", kRequirements, "id=\"mp169.visible\"", "id=\"visible\"", kRequirements, "id=\"visible\"",
     "requirement id 'visible' is none: write it as group.words-with-hyphens"},
    {"facet_unknown", kRequirements, "facet=\"restricted-mode\"", "facet=\"mode\"", kRequirements,
     "id=\"mp169.flag-exists\"", "there is no facet 'mode': take one of the adaptor protocol"},
    {"rests_on_nothing", kRequirements, "<cite document=\"DUIS schema 5.4\" section=\"Request\"/>", "", kRequirements,
     "id=\"duis.valid-accepted\"", "requirement 'duis.valid-accepted' rests on nothing: add rows, gaps or a <cite>"},
    {"gap_among_rows", kRequirements, "rows=\"REQ-005 REQ-006\"", "rows=\"GAP-R-01\"", kRequirements,
     "id=\"mp169.flag-exists\"", "'GAP-R-01' is a gap: name it in gaps"},
    {"row_among_gaps", kRequirements, "gaps=\"GAP-R-10 GAP-R-14\"", "gaps=\"REQ-005\"", kRequirements,
     "id=\"mp169.flag-exists\"", "'REQ-005' is no gap: name it in rows"},
    {"row_dangling", kRequirements, "rows=\"REQ-005 REQ-006\"", "rows=\"REQ-005 REQ-999\"", kRequirements,
     "id=\"mp169.flag-exists\"", "there is no row 'REQ-999': add it to sources.xml or correct it"},
    {"row_unused", kRequirements, "rows=\"REQ-005 REQ-006\"", "rows=\"REQ-005\"", kSources, "id=\"REQ-006\"",
     "nothing rests on row 'REQ-006': name it in a requirement, an open point or not_asserted.xml"},
    {"row_twice", kSources, "id=\"REQ-002\"", "id=\"REQ-001\"  ", kSources, "id=\"REQ-001\"  ",
     "row 'REQ-001' stands twice: remove one of the two"},
    {"gap_unused", kNotAsserted, "<not-asserted row=\"GAP-R-41\" reason=\"dates\"/>", "", kSources, "id=\"GAP-R-41\"",
     "nothing rests on row 'GAP-R-41': name it in a requirement, an open point or not_asserted.xml"},
    {"not_asserted_dangling", kNotAsserted, "row=\"GAP-R-41\"", "row=\"GAP-R-99\"", kNotAsserted, "GAP-R-99",
     "there is no row 'GAP-R-99': add it to sources.xml or correct it"},
    {"not_asserted_twice", kNotAsserted, "row=\"REQ-011\"", "row=\"REQ-010\"  ", kNotAsserted, "row=\"REQ-010\"  ",
     "row 'REQ-010' stands twice: remove one of the two"},
    {"not_asserted_used", kNotAsserted, "row=\"GAP-R-41\"", "row=\"GAP-R-40\"", kNotAsserted, "GAP-R-40",
     "row 'GAP-R-40' is asserted after all: remove it from not_asserted.xml"},
    {"open_point_twice", kOpenPoints, "id=\"clear-while-clear\"", "id=\"set-while-set\"", kOpenPoints,
     "<open-point id=\"set-while-set\">\n    <question>What is the answer to clearing",
     "open point 'set-while-set' stands twice: remove one of the two"},
    {"open_point_id", kOpenPoints, "id=\"hub-exchange\"", "id=\"Hub\"", kOpenPoints, "id=\"Hub\"",
     "open point id 'Hub' is none: write words with hyphens"},
    {"key_unknown", kOpenPoints, "key=\"action\"", "key=\"mood\"", kOpenPoints, "key=\"mood\"",
     "there is no key 'mood': take words the facts header names, or report alone"},
    {"key_report_and_more", kOpenPoints, "key=\"action\"", "key=\"action report\"", kOpenPoints,
     "key=\"action report\"", "there is no key 'report': take words the facts header names, or report alone"},
    {"answer_no_token", kOpenPoints, "token=\"immediate\"", "token=\"at once\"", kOpenPoints, "id=\"effective-when\"",
     "answer 'at once' is no token: write words with hyphens"},
    {"answer_twice", kOpenPoints, "token=\"announced\"", "token=\"immediate\"", kOpenPoints, "id=\"effective-when\"",
     "answer 'immediate' stands twice: remove one of the two"},
    {"no_answer", kOpenPoints, "id=\"rejection-code\"", "id=\"refusal-code\"", kOpenPoints, "id=\"refusal-code\"",
     "open point 'refusal-code' permits no answer: add <answer> elements"},
    {"open_point_gap", kOpenPoints, "gaps=\"GAP-R-15 GAP-R-16\"", "gaps=\"REQ-001\"", kOpenPoints,
     "id=\"rejection-code\"", "'REQ-001' is no gap: name rows of the table of gaps only"},
};

constexpr Broken kProfiles[] = {
    {"row_of_no_request", kProfile, kGasRow, R"(<row srv="1.1.9" device-type="GSME")", kProfile, "srv=\"1.1.9\"",
     "there is no Service Request '1.1.9': add it to service_requests.xml"},
    {"row_of_no_target", kProfile, kGasRow, R"(<row srv="1.1.1" device-type="CHF")", kProfile,
     R"(srv="1.1.1" device-type="CHF")", "device type 'CHF' is no target of 1.1.1: name one of its device types"},
    {"any_of_some", kProfile, kGasRow, R"(<row srv="1.1.1" device-type="*")", kProfile,
     R"(srv="1.1.1" device-type="*")", "device type '*' is no target of 1.1.1: name one of its device types"},
    {"profile_row_twice", kProfile, kGasRow, R"(<row srv="1.1.1" device-type="ESME" basis="derived")", kProfile,
     "basis=\"derived\" expect", "row 1.1.1 on ESME stands twice: remove one of the two"},
    {"sensitive_permitted", kProfile, kConsumption,
     R"(<row srv="4.1.1" device-type="ESME" expect="permit" level="must")", kProfile,
     R"(srv="4.1.1" device-type="ESME")", "4.1.1 on ESME is sensitive and permitted: reject it or leave it open"},
    {"open_and_judged", kProfile, R"(expect="open" level="report")", R"(expect="open" level="should")", kProfile,
     R"(expect="open" level="should")", "1.5 on ESME is open and judged: write level=\"report\" or an invariant"},
    {"invariant_and_permitted", kProfile, R"(expect="open" level="must" invariant)",
     R"(expect="permit" level="must" invariant)", kProfile, R"(expect="permit" level="must" invariant)",
     "an invariant on 1.6 on ESME that is not open and a must: write expect=\"open\" level=\"must\""},
    {"request_without_row", kProfile, kReadSchedule, "", kRequests, "<service-request variant=\"5.2\"",
     "the profile has no row for 5.2: add it to restricted_profile.xml"},
    {"type_without_row", kRequests, "device-types=\"ESME GSME\"", "device-types=\"ESME GSME GPF\"", kRequests,
     "<service-request variant=\"1.1.1\"",
     "the profile has no row for 1.1.1 on GPF: give it one in restricted_profile.xml"},
    {"any_and_one", kProfile, kInventory,
     "<row srv=\"8.2\" device-type=\"ESME\" expect=\"permit\" level=\"must\" category=\"x\" "
     "reason=\"inventory-reading\"/>\n  <row srv=\"8.2\" device-type=\"*\"",
     kRequests, "<service-request variant=\"8.2\"",
     "the profile has two rows for 8.2 on ESME: give it one in restricted_profile.xml"},
};

std::string name_of(const testing::TestParamInfo<Broken>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Reading, FactsErrors, testing::ValuesIn(kReading), name_of);
INSTANTIATE_TEST_SUITE_P(Catalogue, FactsErrors, testing::ValuesIn(kCatalogue), name_of);
INSTANTIATE_TEST_SUITE_P(Codes, FactsErrors, testing::ValuesIn(kCodesAndAlerts), name_of);
INSTANTIATE_TEST_SUITE_P(Requirements, FactsErrors, testing::ValuesIn(kAsked), name_of);
INSTANTIATE_TEST_SUITE_P(Profile, FactsErrors, testing::ValuesIn(kProfiles), name_of);

TEST(FactsFiles, MustAllBeThere) {
  const FactsFolder folder("missing");
  fs::remove(folder.path() / kAlerts);
  EXPECT_EQ(error_of(folder.path()),
            "spec/alerts.xml:1: cannot be read (No such file or directory): check that the file is there");
}

TEST(FactsFiles, MustHoldRecords) {
  const FactsFolder folder("no_records");
  write(folder.path() / kSources, "<sources/>");
  EXPECT_EQ(error_of(folder.path()), "spec/sources.xml:1: holds no <row>: add the records");
}

TEST(FactsFiles, MustHaveTheirRoot) {
  const FactsFolder folder("other_root");
  write(folder.path() / kRoles, "\n<rolls/>");
  EXPECT_EQ(error_of(folder.path()), "spec/roles.xml:2: the root element is not one <roles>: rename it");
}

TEST(FactsFiles, AreBounded) {
  const FactsFolder folder("bounded");
  write(folder.path() / kRoles, std::string((std::size_t{16} << 20) + 1, ' '));
  EXPECT_EQ(error_of(folder.path()), "spec/roles.xml:1: is larger than 16 MiB: make the file smaller");
}

TEST(FactsFiles, MayWrapAndCommentTheirTexts) {
  const FactsFolder folder("comment");
  const std::string question = "<question>What is the answer to setting a flag that is set?</question>";
  std::string text = read(folder.path() / kOpenPoints);
  text.replace(text.find(question), question.size(), "<question>What\n <!-- not now --> is <![CDATA[it]]>?</question>");
  write(folder.path() / kOpenPoints, text);
  EXPECT_EQ(load_facts(folder.path()).open_point("set-while-set")->question, "What is it?");
}

}  // namespace
}  // namespace hallmark::spec
