// Reads restricted_profile.xml, the profile that ships.
#include "spec/tables.h"

namespace hallmark::spec {
namespace {

ProfileRow profile_row_of(const Record& record, SharedTexts& reasons) {
  ProfileRow row;
  row.srv = record.required("srv");
  row.device_type = record.required("device-type");
  row.expect = record.choice<Permission>(
      "expect", {{"permit", Permission::permit}, {"reject", Permission::reject}, {"open", Permission::open}});
  row.level = record.level();
  row.basis = record.choice<Basis>("basis", {{"quoted", Basis::quoted}, {"derived", Basis::derived}}, "derived");
  row.invariant =
      record.choice<Invariant>("invariant",
                               {{"none", Invariant::none},
                                {"no-consumption", Invariant::no_consumption},
                                {"never-restricted-and-prepayment", Invariant::never_restricted_and_prepayment}},
                               "none");
  row.category = record.required("category");
  const SharedTexts::Entry& reason = reasons.one(record, "reason");
  row.why = reason.text;
  row.source = reason.document + ", " + reason.section;
  row.at = record.at();
  return row;
}

}  // namespace

std::string read_restricted_profile(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "restricted_profile.xml", "restricted-profile", {"reason", "row"});
  SharedTexts reasons(file, "reason", true);
  const auto records =
      file.records("row", {"srv", "device-type", "expect", "level", "basis", "invariant", "category", "reason"});
  for (const Record& record : records) tables.facts.shipped_profile.push_back(profile_row_of(record, reasons));
  reasons.require_used();
  return file.bytes();
}

}  // namespace hallmark::spec
