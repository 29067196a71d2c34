/// \file
/// A progress line for long work: rate and time left on a terminal, plain lines elsewhere. Nothing here reaches a
/// verdict.
#pragma once

#include <chrono>
#include <cstdio>

namespace hallmark::run {

/// Counts cases as they are judged and says how it goes on a stream (standard error, as a rule).
class Progress {
 public:
  /// `terminal`: overwrite one line; else a plain line every tenth of the way.
  Progress(std::FILE* out, bool terminal, int total);
  /// One more case is judged.
  void advance(int failed);
  /// Leaves the line behind.
  void finish();

 private:
  void draw(int failed);

  std::FILE* out_;
  bool terminal_;
  int total_;
  int done_ = 0;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_ = since_;
};

}  // namespace hallmark::run
