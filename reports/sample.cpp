#include "reports/sample.h"

#include <utility>

namespace hallmark::reports::sample {
namespace {

spec::Requirement requirement(std::string id, std::string text, spec::Level level, spec::Basis basis) {
  spec::Requirement made;
  made.id = std::move(id);
  made.text = std::move(text);
  made.level = level;
  made.basis = basis;
  made.citations = {{"MP169 Modification Report 0.7", "5", ""}};
  return made;
}

spec::ServiceRequest request(std::string variant, std::string name) {
  spec::ServiceRequest made;
  made.variant = std::move(variant);
  made.name = std::move(name);
  return made;
}

spec::DeviceType device_type(std::string id) {
  spec::DeviceType made;
  made.id = std::move(id);
  return made;
}

}  // namespace

std::filesystem::path golden_folder() { return std::filesystem::path(HALLMARK_SOURCE_DIR) / "reports" / "golden"; }

run::Record golden_record() {
  auto record = run::read_record(golden_folder() / "record.jsonl");
  record.folder = "a run";
  return record;
}

spec::Facts facts() {
  using spec::Basis;
  using spec::Level;
  spec::Facts facts;
  facts.requirements = {
      requirement("mp169.allow-list", "A request for a Restricted device is passed on only if the profile permits it.",
                  Level::must, Basis::quoted),
      requirement("mp169.allowed-still-works", "A permitted request behaves exactly as if the flag were not set.",
                  Level::must, Basis::quoted),
      requirement("mp169.consumption-never-leaves",
                  "No command that reads Consumption Data reaches a Restricted device, by any route.", Level::must,
                  Basis::quoted),
      requirement("mp169.choice-is-not-a-fault", "A refusal by policy is told from a fault.", Level::should,
                  Basis::quoted),
      requirement("mp169.commissioning-unaffected", "Install, commission and credential requests pass.", Level::should,
                  Basis::derived),
      requirement("mp169.set-is-idempotent", "Setting it twice is setting it once.", Level::must, Basis::derived),
      requirement("mp077.no-old-values", "`W` & `S` never appear.", Level::must, Basis::quoted),
      requirement("duis.response-matches", "A response carries the RequestID of its request.", Level::must,
                  Basis::derived),
      requirement("choices.one-answer", "Where the codes leave a choice, the same answer is given everywhere.",
                  Level::should, Basis::derived)};
  facts.service_requests = {request("1.1.1", "Update Import Tariff (Primary Element)"),
                            request("4.1.1", "Read Instantaneous Import Registers"),
                            request("4.3", "Read Instantaneous Prepay Values"),
                            request("4.10", "Read Network Data"),
                            request("4.17", "Retrieve Daily Read Log"),
                            request("6.23", "Update Security Credentials (CoS)"),
                            request("8.11", "Update HAN Device Log"),
                            request("12.2", "Device Pre-notification")};
  facts.device_types = {device_type("ESME"), device_type("GSME"), device_type("GPF"), device_type("HCALCS")};
  spec::OpenPoint point;
  point.id = "set-while-set";
  point.question = "May a set flag be set again?";
  facts.open_points = {point};
  return facts;
}

run::CaseRow row(const std::string& case_id, verdict::Outcome outcome, const std::string& reason) {
  run::CaseRow row;
  row.case_id = case_id;
  row.verdict = verdict::conclude({{outcome, spec::Level::must, {"mp169.allow-list"}, reason, 0}}, {});
  row.replay = "hallmark replay run.jsonl --case " + case_id;
  return row;
}

run::Record record_of(std::vector<run::CaseRow> cases, int exit_code) {
  run::Record record;
  record.header.profile_origin = "shipped";
  record.header.selected = static_cast<int>(cases.size());
  record.cases = std::move(cases);
  record.footer = run::Footer{{}, exit_code, "The verdict in one sentence.", "2026-03-01T09:00:07Z"};
  return record;
}

}  // namespace hallmark::reports::sample
