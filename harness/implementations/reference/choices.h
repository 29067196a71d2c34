/// \file
/// The answers that the reference gives where the codes leave a choice: one a point, or one for a single key of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "spec/facts.h"

namespace hallmark::implementations {

/// An open point and one of its permitted answers.
struct Alternative {
  std::string point;
  std::string token;
  bool operator==(const Alternative&) const = default;
};

/// Chosen answers; a point without one has its usual answer (README).
class Choices {
 public:
  /// The facts must outlive it.
  explicit Choices(const spec::Facts& facts);

  /// Chooses for a point, or for one key of it ("queued-request-when-set:scheduled"). Throws std::invalid_argument, one
  /// line with what to do, where the point, its key or the token is unknown.
  void choose(std::string_view point, std::string_view token);

  /// Whether the answer for that key of a point is that token. The key is a word such as "set" or "8F0A"; empty where
  /// the point has none.
  bool is(std::string_view point, std::string_view token, std::string_view key = {}) const;
  /// The answer for that key of a point.
  const std::string& answer(std::string_view point, std::string_view key = {}) const;

  /// What a statement can say: the answers of points with more than one, those without a choice by key; without
  /// `rejection-code`, which has a member of its own.
  std::vector<std::pair<std::string, std::string>> declared() const;

 private:
  const spec::Facts* facts_;
  std::map<std::string, std::string, std::less<>> by_point_;
  std::map<std::pair<std::string, std::string>, std::string, std::less<>> by_key_;
};

/// Every open point with every permitted answer, in the order of the facts; for `rejection-code` those codes that say
/// that access is denied without pointing at the request or the User's role.
std::vector<Alternative> alternatives(const spec::Facts& facts);

}  // namespace hallmark::implementations
