/// \file
/// A second, independent engine (Xerces-C) that says whether a document is valid. Its verdict counts beside libxml2's;
/// where the two differ the case is one of `disagreements.h`, or news.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "harness/schema/validator.h"

namespace hallmark::schema {

/// A loaded schema. `check` may be called from several threads.
class SecondOpinion {
 public:
  /// Loads the DUIS schema of a folder offline. Throws SchemaError, also where a known-bad document would pass.
  static SecondOpinion load(const std::filesystem::path& folder);

  SecondOpinion(SecondOpinion&&) noexcept;
  SecondOpinion& operator=(SecondOpinion&&) noexcept;
  ~SecondOpinion();

  /// What is wrong with a document, or nothing. A DOCTYPE is refused as hostile; nothing is fetched. The path is that
  /// of the innermost element that had started; the rule is not told.
  std::optional<Problem> check(std::string_view xml) const;

 private:
  struct Engine;
  explicit SecondOpinion(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace hallmark::schema
