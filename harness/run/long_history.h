/// \file
/// For tests and benchmarks: a lawful history that goes on for as long as it is asked, and nothing of it comes again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/generator/gbcs.h"
#include "harness/generator/random.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::run {

/// In the estate of a small pair, an hour an act. Of every ten acts one sets the flag, asks for what is refused then,
/// and clears it; one tells of an Alert; the others ask for what the device answers. Each act is drained.
class LongHistory {
 public:
  /// Without documents: set, clear, read, drain, and what the inventory is told.
  enum class Kind { with_documents, without_documents };
  explicit LongHistory(Kind kind);

  /// How it begins.
  scenario::Stimulus beginning() const;
  /// The next step.
  scenario::Stimulus next();

 private:
  void ask(const std::string& srv);
  void restrict_and_ask();
  void tell_alert();
  void change_status();

  Kind kind_;
  generator::Random random_{1};
  std::uint64_t acts_ = 0;
  std::uint64_t counter_ = 1000;
  scenario::Instant now_;
  std::vector<scenario::Stimulus> steps_;  ///< of the act under way, the next one last
};

}  // namespace hallmark::run
