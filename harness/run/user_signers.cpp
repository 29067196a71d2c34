#include "harness/run/user_signers.h"

#include <algorithm>
#include <stdexcept>

#include "harness/generator/deviation.h"
#include "harness/generator/request_pre_command.h"

namespace hallmark::run {

namespace {

/// Signing writes a document anew, which would undo a departure in its characters. Null: it departs in nothing of that.
const generator::Deviation* departure_in_characters(const scenario::Submit& submit) {
  static const auto named = generator::text_deviations();
  if (!submit.reading.deviation) return nullptr;
  const auto found = std::find_if(named.begin(), named.end(),
                                  [&](const auto& each) { return each.name == *submit.reading.deviation; });
  return found == named.end() ? nullptr : &*found;
}

}  // namespace

UserSigners::UserSigners(std::map<std::string, schema::Signer> by_role) : by_role_(std::move(by_role)) {
  if (!by_role_.contains("")) throw std::invalid_argument("no signer for Users in any other role");
}

bool UserSigners::leaves_equivalent_unsigned(const scenario::Submit& submit) {
  const auto* departure = departure_in_characters(submit);
  return departure != nullptr && departure->fate == generator::Fate::equivalent;
}

scenario::Submit UserSigners::sign(scenario::Submit submit, const std::vector<std::string>& roles) const {
  const auto& deviation = submit.reading.deviation;
  if (departure_in_characters(submit) != nullptr) return submit;
  auto signer = by_role_.find("");
  for (const auto& role : roles) {
    if (const auto own = by_role_.find(role); own != by_role_.end()) signer = own;
  }
  try {
    scenario::Submit made = submit;
    if (generator::holds_pre_command(submit.reading.command_variant))
      made = generator::with_pre_command_signed(std::move(made), signer->second.key());
    made.duis = signer->second.sign(made.duis);
    return made;
  } catch (const std::exception&) {
    if (!deviation) throw;
    return submit;
  }
}

std::vector<std::string> UserSigners::certificates() const {
  std::vector<std::string> all;
  for (const auto& [role, signer] : by_role_) {
    const auto& pem = signer.certificate().pem();
    if (std::find(all.begin(), all.end(), pem) == all.end()) all.push_back(pem);
  }
  return all;
}

std::vector<std::string> UserSigners::names() const {
  std::vector<std::string> all;
  for (const auto& [role, signer] : by_role_) {
    const auto& certificate = signer.certificate();
    all.push_back((role.empty() ? "" : role + ": ") + "serial " + certificate.serial() + " of " + certificate.issuer());
  }
  return all;
}

}  // namespace hallmark::run
