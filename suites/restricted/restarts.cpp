#include "suites/restricted/restarts.h"

#include "suites/restricted/targets.h"

namespace hallmark::suites {

namespace {

constexpr std::string_view suite_name = "restricted/restarts";

/// The process ends and is opened again, without a reset.
Half& restart(Half& half) { return half.add(scenario::Shutdown{}); }

class Restarts {
 public:
  explicit Restarts(const Material& material) : material_(material) {
    suite_.name = suite_name;
    suite_.title = "After a restart nothing passes that did not before, and where it is claimed nothing is forgotten";
  }

  Suite build() {
    for (const auto& target : consumption_targets()) {
      flag(target);
      schedule(target);
      queued(target);
    }
    nobodys_device();
    return std::move(suite_);
  }

 private:
  static std::vector<std::string> ids() { return {"mp169.flag-survives-restart", "mp169.fails-closed"}; }
  static std::string id(const std::string& fact, const Target& target) {
    return std::string(suite_name) + '/' + fact + ending(target);
  }

  void flag(const Target& target) {
    suite_.cases.push_back(restricted_half_case(
        material_, id("flag_is_set_before_a_restart", target),
        "The flag is set, the implementation is started again, and 4.1.1 of the " + target.type + " is asked for",
        target, ids(), [target](Stage& stage, Half& half) {
          half.set(target.meter);
          restart(half);
          const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1"});
          half.submit(asked).answer(asked, target.type).read(target.meter);
          return asked.reading.request_id;
        }));
    suite_.cases.back().axes.srv = "4.1.1";
  }

  void schedule(const Target& target) {
    suite_.cases.push_back(restricted_half_case(
        material_, id("schedule_is_made_before_a_restart", target),
        "A schedule of 4.6.1 runs, the flag is set, the implementation is started again, and days pass", target, ids(),
        [target](Stage& stage, Half& half) {
          const auto made = stage.request(target.type, stage.supplier(target.type), {"5.1"});
          half.submit(made).set(target.meter);
          restart(half).wait(3 * day).read(target.meter);
          return made.reading.request_id;
        }));
    suite_.cases.back().axes.srv = "5.1";
    suite_.cases.back().axes.command_variant = 8;
  }

  /// Without the flag what waits is sent all the same; with it, it is not.
  void queued(const Target& target) {
    suite_.cases.push_back(pair_case(
        material_, id("queued_request_before_a_restart", target),
        "4.1.1 of a " + target.type + " is future-dated, and the implementation is started again before it is due",
        target, ids(), [target](Stage& stage, Half& half, bool restarted) {
          const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1", 1, true});
          half.submit(asked);
          if (restarted) restart(half);
          half.wait(2 * hour);
          return asked.reading.request_id;
        }));
    suite_.cases.back().axes.srv = "4.1.1";
    suite_.cases.push_back(restricted_half_case(
        material_, id("queued_request_and_flag_before_a_restart", target),
        "4.1.1 of a " + target.type + " is future-dated, the flag is set, and the implementation is started again",
        target, ids(), [target](Stage& stage, Half& half) {
          const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1", 1, true});
          half.submit(asked).set(target.meter);
          restart(half).wait(2 * hour).read(target.meter);
          return asked.reading.request_id;
        }));
    suite_.cases.back().axes.srv = "4.1.1";
  }

  /// A device of which there never was a record, before and after.
  void nobodys_device() {
    for (const std::string meter : {"ESME", "GSME"}) {
      const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
      suite_.cases.push_back(restricted_half_case(
          material_, id("device_without_a_record_after_a_restart", target),
          "The implementation is started again, and an " + meter + " that is in no inventory is asked for", target,
          {"mp169.fails-closed"}, [target](Stage& stage, Half& half) {
            restart(half);
            std::string last;
            for (const std::string srv : {"4.1.1", "11.2"}) {
              Wanted wanted{srv};
              wanted.device = stage.all().unknown_device;
              auto asked = stage.request(target.type, stage.supplier(target.type), wanted);
              asked.reading.deviation = "unknown_target";
              half.submit(asked);
              last = asked.reading.request_id;
            }
            return last;
          }));
    }
  }

  Material material_;
  Suite suite_;
};

}  // namespace

Suite restarts(const Material& material) { return Restarts(material).build(); }

}  // namespace hallmark::suites
