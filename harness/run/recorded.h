/// \file
/// Adaptors that remember: one notes what passes to an implementation and back, two give back what was noted, so that a
/// case is judged again without the implementation.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/run/record.h"
#include "harness/schema/vote.h"

namespace hallmark::run {

/// A stimulus and what came of it.
struct Exchange {
  scenario::Stimulus stimulus;
  observation::Observation observation;
  bool operator==(const Exchange&) const = default;
};

/// What is asked now was not asked then.
class NotRecorded : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Passes everything on and notes it.
class Noting final : public adaptor::Adaptor {
 public:
  /// `notes` must outlive it.
  Noting(std::unique_ptr<adaptor::Adaptor> adaptor, std::vector<Exchange>& notes)
      : adaptor_(std::move(adaptor)), notes_(&notes) {}
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;
  std::vector<observation::Observation> exchange_at_once(std::span<const scenario::Stimulus> stimuli) override;
  int most_at_once() const override { return adaptor_->most_at_once(); }

 private:
  std::unique_ptr<adaptor::Adaptor> adaptor_;
  std::vector<Exchange>* notes_;
};

/// Answers from notes, going forward: with what came of the next stimulus that is the same, or as good as the same (any
/// Reset, Advance or Drain; a request with that RequestID). What comes before it is left out. Throws NotRecorded where
/// there is none.
class Recalling final : public adaptor::Adaptor {
 public:
  /// `notes` must outlive it.
  explicit Recalling(std::span<const Exchange> notes) : notes_(notes) {}
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  std::span<const Exchange> notes_;
  std::size_t next_ = 0;
};

/// Answers with the observations of a record, one after the other, readings included. Throws NotRecorded, naming the
/// step, where another stimulus is asked than stands there.
class FromRecord final : public adaptor::Adaptor {
 public:
  /// Both must outlive it.
  FromRecord(std::span<const Step> steps, const schema::Vote& vote) : steps_(steps), vote_(&vote) {}
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  std::span<const Step> steps_;
  const schema::Vote* vote_;
  std::size_t next_ = 0;
};

/// Whether a step keeps its stimulus with estate and document.
bool is_whole(const Step& step);

}  // namespace hallmark::run
