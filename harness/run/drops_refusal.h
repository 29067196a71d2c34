/// \file
/// A known defect around any implementation, for a self-proof: one refusal is dropped.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/schema/vote.h"

namespace hallmark::run {

/// Passes everything on, but for the first request that is refused after a `set-restricted` and was carried out without
/// the flag: that one is answered as it was then, and the command comes out with the next drain as it did then, both
/// under the RequestID of now. What it says is what the implementation itself said, so nothing else gives it away.
class DropsRefusal final : public adaptor::Adaptor {
 public:
  /// The defect in one sentence, for records.
  static constexpr const char* sentence =
      "the first request that it refuses because of the flag is answered as without it, and the command is sent";

  /// `vote` must outlive it.
  DropsRefusal(std::unique_ptr<adaptor::Adaptor> honest, const schema::Vote& vote)
      : honest_(std::move(honest)), vote_(&vote) {}

  observation::Observation exchange(const scenario::Stimulus& stimulus) override;
  /// Whether a refusal was dropped: without one there was nothing to plant.
  bool has_dropped() const { return dropped_; }

 private:
  /// A request that was accepted without the flag, and what came of it.
  struct Accepted {
    std::string request_id;
    observation::Responded answer;
    std::vector<observation::ToDevice> sent;
  };

  void note_ssi(const scenario::Ssi& ssi, const observation::Observation& seen);
  void note_submit(const scenario::Submit& submit, observation::Observation& seen);
  void note_drain(observation::Observation& seen);

  std::unique_ptr<adaptor::Adaptor> honest_;
  const schema::Vote* vote_;
  bool restricted_ = false;                     ///< a set was accepted since the last Reset
  std::map<std::string, Accepted> accepted_;    ///< by what was asked, of whom and for which device
  std::vector<observation::ToDevice> to_come_;  ///< with the next drain
  bool dropped_ = false;
};

}  // namespace hallmark::run
