#include "harness/oracle/open_point_answers.h"

#include <algorithm>

namespace hallmark::oracle {

namespace {

bool permits(const spec::OpenPoint& point, const std::string& token) {
  if (point.answers.empty()) return token.starts_with('E');  // rejection-code
  return std::any_of(point.answers.begin(), point.answers.end(),
                     [&](const spec::PermittedAnswer& answer) { return answer.token == token; });
}

}  // namespace

void Choices::declare(const std::vector<std::pair<std::string, std::string>>& declared) {
  declared_.clear();
  unusable_.clear();
  for (const auto& [point, token] : declared) {
    const auto* known = facts_->open_point(point);
    if (known == nullptr) {
      unusable_.push_back("the statement declares " + token + " for " + point + ", which is no open point");
    } else if (!permits(*known, token)) {
      unusable_.push_back("the statement declares " + token + " for " + point + ", which is none of its answers");
    } else {
      declared_.insert_or_assign(point, token);
    }
  }
}

void Choices::saw(const std::string& point, const std::string& key, const std::string& token) {
  first_.try_emplace({point, key}, token);
  const Seen answer{point, key, token};
  if (std::find(seen_.begin(), seen_.end(), answer) == seen_.end()) seen_.push_back(answer);
}

std::optional<Narrowed> Choices::narrowed(const std::string& point, const std::string& key) const {
  if (const auto declared = declared_.find(point); declared != declared_.end()) return Narrowed{declared->second, true};
  const auto first = first_.find({point, key});
  if (first == first_.end() || is_reported_only(point)) return std::nullopt;
  return Narrowed{first->second, false};
}

bool Choices::is_reported_only(const std::string& point) const {
  const auto* known = facts_->open_point(point);
  return known != nullptr && known->key == "report";
}

}  // namespace hallmark::oracle
