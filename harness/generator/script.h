/// \file
/// Moves written out in one street, one after the other. For sequence.cpp alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/generator/gbcs.h"
#include "harness/generator/sequence.h"

namespace hallmark::generator {

/// Knows what was sent so far, as far as later moves refer to it. Judges nothing.
class Script {
 public:
  Script(const SequenceMaterial& material, const std::vector<Sendable>& sendable, Street street, Random& random);

  void play(const Move& move);
  /// What was played, with a last Drain.
  std::vector<scenario::Stimulus> finish();

 private:
  /// A request of before, which devices answer and others replay.
  struct Sent {
    scenario::Submit submit;
    std::string device;
    std::string message_code;
    std::uint64_t counter = 0;
  };

  void request(const Move& move, bool by_another);
  void flag(const Move& move, const std::string& action);
  void flag_by_another(const Move& move);
  void status(const Move& move);
  void payment_mode(const Move& move);
  void change_of_supplier(const Move& move);
  void change_of_tenancy(const Move& move);
  void device_answers(const Move& move);
  void device_alerts(const Move& move);
  void advance(const Move& move);
  void replay(const Move& move);

  Premises& home(const Move& move) { return street_.homes[move.home % street_.homes.size()]; }
  const std::string& meter(const Move& move) { return move.how % 2 == 0 ? home(move).esme : home(move).gsme; }
  std::string& supplier(const Move& move) {
    return move.how % 2 == 0 ? home(move).import_supplier : home(move).gas_supplier;
  }
  const std::string& any_user(const Move& move) const {
    return street_.estate.users[move.who % street_.estate.users.size()].id;
  }
  Canary canary();
  template <class Step>
  void add(Step step) {
    stimuli_.emplace_back(std::move(step));
  }
  void drain() { add(scenario::Drain{}); }

  const SequenceMaterial& material_;
  const std::vector<Sendable>& sendable_;
  Street street_;
  Random& random_;
  std::uint64_t counter_;
  std::vector<Sent> sent_;
  std::vector<scenario::Stimulus> stimuli_;
};

}  // namespace hallmark::generator
