/// \file
/// Which stimuli may be handed over at once.
#pragma once

#include "harness/scenario/stimulus.h"

namespace hallmark::run {

/// Stimuli that follow each other and go together: what each of them says cannot depend on what is answered to those
/// before it. Knows kinds alone; whether a request can be sent at all is for who plays it.
class Batch {
 public:
  explicit Batch(const scenario::Stimulus& first) { add(first); }

  /// Whether this one may follow those that are in.
  bool admits(const scenario::Stimulus& stimulus) const;
  void add(const scenario::Stimulus& stimulus);

 private:
  bool is_closed_ = false;    ///< what comes next depends on what is answered to the last one
  bool moves_clock_ = false;  ///< whether what comes next is left out, for its time, depends on what is answered
  bool has_submit_ = false;
  bool has_outer_event_ = false;  ///< a set, clear or read, an event of the inventory or registration, or time
};

}  // namespace hallmark::run
