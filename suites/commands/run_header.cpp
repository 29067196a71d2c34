#include "suites/commands/run_header.h"

#include <algorithm>

#include "suites/commands/target_files.h"

namespace hallmark::suites {

namespace {

std::string row_text(const spec::ProfileRow* row) { return std::string(row ? spec::name(row->expect) : "reject"); }

}  // namespace

void describe_profile(Context& context, run::Header& header) {
  const auto& profile = context.profile();
  header.profile_origin = profile.origin();
  header.profile_digest = profile.digest();
  if (profile.shipped()) return;
  const auto shipped = spec::shipped_profile(context.facts());
  for (const auto& service : context.facts().service_requests) {
    auto types = service.device_types;
    if (types.empty()) types.emplace_back();
    for (const auto& type : types) {
      const auto before = row_text(shipped.find(service.variant, type));
      const auto after = row_text(profile.find(service.variant, type));
      if (before != after)
        header.profile_differences.push_back(service.variant + ' ' + type + ": " + before + " -> " + after);
    }
  }
  for (const auto& row : profile.rows()) {
    if (row.sensitive_acknowledged) header.profile_acknowledged.push_back(row.srv + ' ' + row.device_type);
  }
}

std::vector<std::string> changed_since(const run::Header& header) {
  std::vector<std::string> changed;
  const auto now = files_of_target(header.target);
  for (const auto& each : header.files) {
    if (std::ranges::find(now, each) == now.end()) changed.push_back(each.file);
  }
  return changed;
}

std::vector<std::string> unlike_members(const run::Header& one, const run::Header& other) {
  const auto left = run::to_json(one);
  const auto right = run::to_json(other);
  std::vector<std::string> unlike;
  const auto compare = [&](const run::Json& here, const run::Json& there) {
    for (const auto& [name, value] : here.items()) {
      if (name == "started" || name == "arguments" || name == "self_proof") continue;
      const auto found = there.find(name);
      const bool same = found != there.end() && *found == value;
      if (!same && std::ranges::find(unlike, name) == unlike.end()) unlike.push_back(name);
    }
  };
  compare(left, right);
  compare(right, left);
  return unlike;
}

}  // namespace hallmark::suites
