#include "suites/restricted/queues.h"

#include "suites/restricted/targets.h"

namespace hallmark::suites {

namespace {

/// What a case does in one half: the flag is set where `restricted`. Returns the RequestID it is about.
using Script = std::function<std::string(Stage&, Half&, bool restricted)>;

run::Case pair_of(const Material& material, const std::string& id, const std::string& title, const Target& target,
                  const std::string& srv, std::vector<std::string> requirements, Script script,
                  const generator::PremisesOptions& options = {}) {
  auto made = pair_case(material, "restricted/queues/" + id, title, target, std::move(requirements), std::move(script),
                        options);
  made.axes.srv = srv;
  made.axes.command_variant = 1;
  return made;
}

/// What is not sent, and what the statement declares of when it is refused.
std::vector<std::string> nothing_falls_due() {
  auto ids = nothing_passes();
  ids.emplace_back("choices.as-declared");
  return ids;
}

/// Sent before the flag, answered after.
void add_in_flight(const Material& material, const Target& target, Suite& suite) {
  suite.cases.push_back(pair_of(material, "answer_in_flight_when_set" + ending(target),
                                "4.1.1 of a " + target.type + " is sent, the flag is set, and the device answers",
                                target, "4.1.1", {"mp169.nothing-comes-back", "choices.as-declared"},
                                [target](Stage& stage, Half& half, bool restricted) {
                                  const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1"});
                                  half.submit(asked);
                                  if (restricted) half.set(target.meter);
                                  half.answer(asked, target.type);
                                  if (restricted) half.clear(target.meter).wait(2 * day);
                                  return asked.reading.request_id;
                                }));
}

void add_future_dated(const Material& material, const Target& target, Suite& suite) {
  suite.cases.push_back(
      pair_of(material, "future_dated_request_due_while_restricted" + ending(target),
              "4.1.1 of a " + target.type + " is future-dated, and the flag is set before it is due", target, "4.1.1",
              nothing_falls_due(), [target](Stage& stage, Half& half, bool restricted) {
                const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1", 1, true});
                half.submit(asked);
                if (restricted) half.set(target.meter);
                half.wait(2 * hour).answer(asked, target.type);
                if (restricted) half.clear(target.meter).wait(day);
                return asked.reading.request_id;
              }));
  suite.cases.push_back(
      pair_of(material, "future_dated_request_due_after_the_clear" + ending(target),
              "4.1.1 of a " + target.type + " is future-dated, and the flag is set and cleared before it is due",
              target, "4.1.1", nothing_falls_due(), [target](Stage& stage, Half& half, bool restricted) {
                const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1", 1, true});
                half.submit(asked);
                if (restricted) half.set(target.meter).clear(target.meter);
                half.wait(2 * hour);
                return asked.reading.request_id;
              }));
  suite.cases.push_back(
      pair_of(material, "future_dated_request_of_a_lost_supplier" + ending(target),
              "4.1.1 of a " + target.type + " is future-dated, and its Supplier loses the point before it is due",
              target, "4.1.1", nothing_falls_due(),
              [target](Stage& stage, Half& half, bool restricted) {
                const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1", 1, true});
                half.submit(asked).change_of_supplier(target.type);
                if (restricted) half.ssi(stage.gaining(target.type), "set-restricted", target.meter);
                half.wait(2 * hour).answer(asked, target.type);
                return asked.reading.request_id;
              },
              {.gaining_suppliers = true}));
}

void add_schedule(const Material& material, const Target& target, Suite& suite) {
  suite.cases.push_back(pair_of(
      material, "schedule_made_before_the_flag" + ending(target),
      "A daily schedule of 4.6.1 of a " + target.type + " runs, the flag is set for three days, then cleared", target,
      "5.1", {"mp169.allow-list", "mp169.consumption-never-leaves", "mp169.clear-restores", "choices.as-declared"},
      [target](Stage& stage, Half& half, bool restricted) {
        const auto made = stage.request(target.type, stage.supplier(target.type), {"5.1"});
        half.submit(made).wait(2 * day);
        if (restricted) half.set(target.meter);
        half.wait(3 * day);
        if (restricted) half.clear(target.meter);
        half.wait(5 * day);
        return made.reading.request_id;
      }));
  suite.cases.back().axes.command_variant = 8;
}

/// The same question before the set and after the clear, for what was recorded long ago.
void add_clear_restores(const Material& material, const Target& target, Suite& suite) {
  for (const std::string srv : {"4.1.1", "4.6.1", "4.8.1", "11.2"}) {
    suite.cases.push_back(pair_of(material, "clear_restores" + ending(target) + ".srv_" + id_of(srv),
                                  srv + " of a " + target.type + " after its flag was set and cleared", target, srv,
                                  {"mp169.clear-restores"}, [target, srv](Stage& stage, Half& half, bool restricted) {
                                    if (restricted) half.set(target.meter).wait(hour).clear(target.meter);
                                    const auto asked = stage.request(target.type, stage.supplier(target.type), {srv});
                                    half.submit(asked).answer(asked, target.type);
                                    return asked.reading.request_id;
                                  }));
  }
  suite.cases.push_back(
      pair_of(material, "data_of_the_restricted_time" + ending(target),
              "4.8.1 of a " + target.type + " is asked for what was recorded while it was Restricted, after the clear",
              target, "4.8.1", {"choices.as-declared"}, [target](Stage& stage, Half& half, bool restricted) {
                const auto start = half.now();
                if (restricted) half.set(target.meter);
                half.wait(2 * day);
                if (restricted) half.clear(target.meter);
                Wanted wanted{"4.8.1"};
                wanted.log_period = {start + hour, start + day};
                const auto asked = stage.request(target.type, stage.supplier(target.type), wanted);
                half.wait(hour).submit(asked).answer(asked, target.type);
                return asked.reading.request_id;
              }));
}

}  // namespace

Suite queues(const Material& material) {
  Suite suite;
  suite.name = "restricted/queues";
  suite.title = "What was asked before the flag and comes after, and what comes back once it is cleared";
  for (const auto& target : consumption_targets()) {
    add_in_flight(material, target, suite);
    add_future_dated(material, target, suite);
    add_schedule(material, target, suite);
    add_clear_restores(material, target, suite);
  }
  return suite;
}

}  // namespace hallmark::suites
