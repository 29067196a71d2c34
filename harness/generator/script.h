/// \file
/// Moves written out in one street, one after the other. For sequence.cpp alone.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/generator/gbcs.h"
#include "harness/generator/sequence.h"

namespace hallmark::generator {

/// Knows what was sent so far, as far as later moves refer to it, and guesses which flags are set. Judges nothing.
class Script {
 public:
  Script(const SequenceMaterial& material, const Repertoire& repertoire, Street street, Random& random);

  /// Adds the steps of a move; none where it makes no sense here.
  void play(const Move& move, const DocumentEdit& edit = {});
  /// What was played, with a last Drain.
  scenario::Trial finish();

 private:
  /// A request of before, which devices answer and others replay.
  struct Sent {
    scenario::Submit submit;
    const Sendable* what = nullptr;
    const schema::Sample* sample = nullptr;
    std::size_t home = 0;
    std::string device;  ///< empty: about none
    std::uint64_t counter = 0;
    bool answered = false;
    bool signed_since = false;  ///< Command Variant 4: its pre-command went on
  };
  /// What differs from the usual request.
  struct Wish {
    std::string user = {};  ///< empty: who holds the role at that home
    bool future_dated = false;
  };

  // Requests (script_requests.cpp).
  void request(const Move& move, bool by_another);
  void consumption(const Move& move);
  void signed_command(const Move& move);
  void local_answer(const Move& move);
  void replay(const Move& move);
  void device_answers(const Move& move);
  void send(const Sendable& what, std::size_t home, const Move& move, const Wish& wish);
  void answer(Sent& sent, bool success);
  void disturb(const Sent& sent);
  // Documents that are not as a sample has them (script_edits.cpp); null and empty: they are.
  const schema::Sample* written_sample(const Sendable& what);
  std::optional<scenario::Submit> deviant(const scenario::Submit& valid, const Sendable& what, std::size_t home);
  RequestPlan plan_of(const Sendable& what, std::size_t home);
  std::string code_of(const Sent& sent) const;

  // After a request that the flag forbids (script_checks.cpp).
  void nothing_is_left(const Move& move);
  void another_user_tries(const Move& move);
  void another_route(const Move& move);
  void critical_alert_passes(const Move& move);
  Sent* latest_forbidden();
  const Sendable* consumption_like(const std::string& type, const std::string& role, std::size_t number) const;

  // Everything else (script.cpp).
  void flag(const Move& move, const std::string& action);
  void flag_by_another(const Move& move);
  void status(const Move& move);
  void payment_mode(const Move& move);
  void place(const Move& move);
  void change_of_supplier(const Move& move);
  void change_of_tenancy(const Move& move);
  void device_alerts(const Move& move);
  void sound(const Sounding& sounding, const std::string& device, std::size_t number);
  void advance(const Move& move);
  void wait(std::int64_t seconds);

  std::size_t home_number(const Move& move) const { return move.home % street_.homes.size(); }
  Premises& home(const Move& move) { return street_.homes[home_number(move)]; }
  const std::string& meter(const Move& move) { return move.how % 2 == 0 ? home(move).esme : home(move).gsme; }
  std::string& supplier(const Move& move) {
    return move.how % 2 == 0 ? home(move).import_supplier : home(move).gas_supplier;
  }
  const std::string& any_user(const Move& move) const {
    return street_.estate.users[move.who % street_.estate.users.size()].id;
  }
  scenario::Device* device(const std::string& id);
  /// The hub that it is below, or itself.
  std::string hub_of(const std::string& id);
  /// The import point of a device, or of a hub's first meter; null: it has none.
  const scenario::MeteringPoint* point_of(const std::string& device);
  /// Under which meter's flag a device is: its own, or that of the gas meter.
  const std::string& meter_of(const std::string& device, std::size_t home) const;
  bool is_forbidden(const Sendable& what, const std::string& device, std::size_t home) const;
  void read(const std::string& meter);
  template <class Step>
  void add(Step step) {
    trial_.restricted.emplace_back(std::move(step));
  }
  void drain() { add(scenario::Drain{}); }
  /// What Alerts may depend on happens in both halves.
  template <class Step>
  void add_to_both(Step step) {
    trial_.clear.emplace_back(step);
    add(std::move(step));
  }

  const SequenceMaterial& material_;
  const Repertoire& repertoire_;
  Street street_;  ///< as it is now, as far as moves change it
  Random& random_;
  std::uint64_t counter_;
  DocumentEdit edit_;                   ///< of the request that is made next
  std::deque<schema::Sample> written_;  ///< which `sent_` points to
  std::vector<Sent> sent_;
  std::optional<std::size_t> forbidden_;  ///< place in `sent_` of the latest that the flag forbids
  std::set<std::string> restricted_;      ///< meters whose flag should be set
  std::map<std::string, std::vector<std::string>> former_suppliers_;  ///< by metering point
  std::set<std::string> disturbed_;  ///< devices, hubs and all below: requests may have changed what Alerts they send
  bool has_alerts_ = false;
  scenario::Trial trial_;
};

}  // namespace hallmark::generator
