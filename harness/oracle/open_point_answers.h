/// \file
/// The answers that an implementation gives where the codes leave a choice: what its statement declares, and what this
/// case has shown.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "spec/facts.h"

namespace hallmark::oracle {

/// The one answer that is left of an open point.
struct Narrowed {
  std::string token;
  bool declared = false;  ///< by the statement; else it was the first answer seen
  bool operator==(const Narrowed&) const = default;
};

/// Of one case, across its halves. What the statement declares holds from the start; else the first answer seen, per
/// key, is the answer for the rest of the case.
class Choices {
 public:
  explicit Choices(const spec::Facts& facts) : facts_(&facts) {}

  /// Takes the declared answers of a statement, open point and token. One that is no answer of its point binds nothing.
  void declare(const std::vector<std::pair<std::string, std::string>>& declared);
  /// An answer was given. Key: what its point has to be answered alike per ("ESME", "future-dated"), or empty.
  void saw(const std::string& point, const std::string& key, const std::string& token);

  /// The answer that is left, or empty: any permitted one.
  std::optional<Narrowed> narrowed(const std::string& point, const std::string& key) const;
  /// Whether a point's answers are only shown and need not be alike.
  bool is_reported_only(const std::string& point) const;

  /// One answer seen.
  struct Seen {
    std::string point;
    std::string key;
    std::string token;
    bool operator==(const Seen&) const = default;
  };
  /// Every answer of this case once, in the order first seen.
  const std::vector<Seen>& seen() const { return seen_; }
  /// What the statement declares and no open point permits, in words.
  const std::vector<std::string>& unusable() const { return unusable_; }

 private:
  const spec::Facts* facts_;
  std::map<std::string, std::string> declared_;
  std::map<std::pair<std::string, std::string>, std::string> first_;
  std::vector<Seen> seen_;
  std::vector<std::string> unusable_;
};

}  // namespace hallmark::oracle
