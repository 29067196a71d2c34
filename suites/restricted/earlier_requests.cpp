#include "suites/restricted/earlier_requests.h"

#include "harness/generator/contradictory_request.h"
#include "suites/restricted/targets.h"

namespace hallmark::suites {

namespace {

constexpr std::string_view suite_name = "restricted/earlier_requests";

class EarlierRequests {
 public:
  explicit EarlierRequests(const Material& material) : material_(material) {
    suite_.name = suite_name;
    suite_.title = "What was asked, answered or handed over before the flag gives nothing away after it";
  }

  Suite build() {
    for (const auto& target : consumption_targets()) {
      local_answers(target);
      replays(target);
      caches(target);
      sequences(target);
      quick_changes(target);
      held_until_clear(target);
      refused_alike(target);
    }
    for (const std::string meter : {"ESME", "GSME"}) transformed(meter);
    suite_.not_run.push_back({std::string(suite_name) + "/commands_at_the_device_endpoint.any",
                              "deviceEndpoint takes commands by POST, and this version reaches implementations in its "
                              "own process and as child processes alone"});
    return std::move(suite_);
  }

 private:
  using Script = std::function<std::string(Stage&, Half&)>;

  void add(const std::string& id, const std::string& title, const Target& target, const std::string& srv,
           Script script) {
    suite_.cases.push_back(restricted_half_case(material_, std::string(suite_name) + '/' + id, title, target,
                                                nothing_passes(), std::move(script)));
    suite_.cases.back().axes.srv = srv;
  }

  /// 8.13: the answer to a local command that the User was given before the flag, or was refused with it.
  void local_answers(const Target& target) {
    for (const int variant : {2, 3}) {
      add("answer_to_an_earlier_local_command" + ending(target) + ".cv" + std::to_string(variant),
          "4.1.1 of a " + target.type + " is handed to its User, the flag is set, and 8.13 brings the answer", target,
          "8.13", [target, variant](Stage& stage, Half& half) {
            const auto local = stage.request(target.type, stage.supplier(target.type), {"4.1.1", variant});
            half.submit(local).set(target.meter);
            const auto answer = stage.local_answer(local, target.type);
            half.submit(answer).wait(hour);
            ask_again(stage, half, target);
            half.clear(target.meter).wait(2 * day);
            return answer.reading.request_id;
          });
      suite_.cases.back().axes.command_variant = 8;
    }
    add("answer_to_a_refused_local_command" + ending(target),
        "4.1.1 of a Restricted " + target.type + " is refused as a local command, and 8.13 brings an answer to it",
        target, "8.13", [target](Stage& stage, Half& half) {
          const auto local = stage.request(target.type, stage.supplier(target.type), {"4.1.1", 2});
          half.set(target.meter).submit(local);
          const auto answer = stage.local_answer(local, target.type);
          half.submit(answer).wait(hour).clear(target.meter).wait(2 * day);
          return answer.reading.request_id;
        });
    suite_.cases.back().axes.command_variant = 8;
  }

  /// What a careless cache would answer: the same, asked anew.
  static void ask_again(Stage& stage, Half& half, const Target& target) {
    for (const int variant : {1, 2, 3})
      half.submit(stage.request(target.type, stage.supplier(target.type), {"4.1.1", variant}));
  }

  void replays(const Target& target) {
    add("replay_of_an_answered_request" + ending(target),
        "4.1.1 of a " + target.type + " is answered, the flag is set, and the same request comes again", target,
        "4.1.1", [target](Stage& stage, Half& half) {
          const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1"});
          const auto& id = asked.reading.request_id;
          half.submit(asked).answer(asked, target.type).set(target.meter);
          half.submit(generator::replaying(asked, id)).answer(asked, target.type);
          half.clear(target.meter).wait(2 * day);
          return id;
        });
    add("replay_of_a_request_in_flight" + ending(target),
        "4.1.1 of a " + target.type + " is sent, the flag is set, the same request comes again, then the answer",
        target, "4.1.1", [target](Stage& stage, Half& half) {
          const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1"});
          const auto& id = asked.reading.request_id;
          half.submit(asked).set(target.meter).submit(generator::replaying(asked, id)).answer(asked, target.type);
          half.clear(target.meter).wait(2 * day);
          return id;
        });
    add("replay_under_the_id_of_a_permitted_request" + ending(target),
        "11.2 of a Restricted " + target.type + " is answered, and 4.1.1 comes under its RequestID", target, "4.1.1",
        [target](Stage& stage, Half& half) {
          const auto& user = stage.supplier(target.type);
          const auto first = stage.request(target.type, user, {"11.2"});
          const auto asked =
              generator::replaying(stage.request(target.type, user, {"4.1.1"}), first.reading.request_id);
          half.set(target.meter).submit(first).answer(first, target.type);
          half.submit(asked).answer(asked, target.type).clear(target.meter).wait(2 * day);
          return first.reading.request_id;
        });
  }

  void caches(const Target& target) {
    for (const std::string srv : {"4.1.1", "4.6.1", "4.8.1"}) {
      add("answer_from_a_cache" + ending(target) + ".srv_" + id_of(srv),
          srv + " of a " + target.type + " is answered, the flag is set, and it is asked for again by everybody",
          target, srv, [target, srv](Stage& stage, Half& half) {
            const auto& supplier = stage.supplier(target.type);
            const auto before = stage.request(target.type, supplier, {srv});
            half.submit(before).answer(before, target.type).set(target.meter);
            const auto& service = *stage.material().facts->service_request(srv);
            std::string last;
            for (const auto& role : service.roles) {
              const auto& user = generator::user_in_role(stage.all(), role);
              for (const int variant : {1, 2, 3}) {
                const auto again = stage.request(target.type, user, {srv, variant});
                half.submit(again);
                last = again.reading.request_id;
              }
            }
            half.read(target.meter).wait(day);
            return last;
          });
    }
  }

  /// The second of a sequence waits for the first, which is permitted.
  void sequences(const Target& target) {
    add("sequence_asked_before_the_flag" + ending(target),
        "4.1.1 of a " + target.type + " waits for 11.2 in a sequence, the flag is set, and 11.2 is answered", target,
        "4.1.1", [target](Stage& stage, Half& half) {
          const auto& user = stage.supplier(target.type);
          const auto first = stage.request(target.type, user, {"11.2"});
          const auto second =
              generator::following(stage.request(target.type, user, {"4.1.1"}), first.reading.request_id);
          half.add(first).add(second).drain().set(target.meter).answer(first, target.type).answer(second, target.type);
          half.clear(target.meter).wait(2 * day);
          return second.reading.request_id;
        });
    add("sequence_asked_while_restricted" + ending(target),
        "4.1.1 of a Restricted " + target.type + " follows 11.2 in a sequence", target, "4.1.1",
        [target](Stage& stage, Half& half) {
          const auto& user = stage.supplier(target.type);
          const auto first = stage.request(target.type, user, {"11.2"});
          const auto second =
              generator::following(stage.request(target.type, user, {"4.1.1"}), first.reading.request_id);
          half.set(target.meter).submit(first).submit(second);
          half.answer(first, target.type).answer(second, target.type).clear(target.meter).wait(2 * day);
          return second.reading.request_id;
        });
  }

  /// What a clear in between lets loose has to be caught again.
  void quick_changes(const Target& target) {
    add("set_cleared_and_set_before_it_is_due" + ending(target),
        "4.1.1 of a " + target.type + " is future-dated, and the flag is set, cleared and set in succession", target,
        "4.1.1", [target](Stage& stage, Half& half) {
          const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1", 1, true});
          half.submit(asked).set(target.meter).clear(target.meter).set(target.meter);
          half.wait(2 * hour).answer(asked, target.type).wait(day);
          return asked.reading.request_id;
        });
    add("set_cleared_and_set_between_requests" + ending(target),
        "4.1.1 of a " + target.type + " is asked after a set, after a clear and after another set", target, "4.1.1",
        [target](Stage& stage, Half& half) {
          const auto& user = stage.supplier(target.type);
          const auto first = stage.request(target.type, user, {"4.1.1"});
          const auto last = stage.request(target.type, user, {"4.1.1"});
          half.set(target.meter).submit(first).clear(target.meter).set(target.meter);
          half.answer(first, target.type).submit(last).answer(last, target.type).wait(day);
          return last.reading.request_id;
        });
  }

  /// Asked while Restricted and refused, nothing of it comes once the flag is cleared, also not when asked for again.
  void held_until_clear(const Target& target) {
    for (const int variant : {1, 2, 3}) {
      add("request_held_until_the_clear" + ending(target) + ".cv" + std::to_string(variant),
          "4.1.1 of a Restricted " + target.type + " is refused, the flag is cleared, and time passes", target, "4.1.1",
          [target, variant](Stage& stage, Half& half) {
            const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1", variant});
            half.set(target.meter).submit(asked).clear(target.meter).wait(hour).answer(asked, target.type).wait(day);
            return asked.reading.request_id;
          });
      suite_.cases.back().axes.command_variant = variant;
    }
  }

  /// Accepted without the flag, and with it refused twice, by one code.
  void refused_alike(const Target& target) {
    for (const int variant : {1, 2, 3}) {
      suite_.cases.push_back(
          pair_case(material_,
                    std::string(suite_name) + "/refused_twice_alike" + ending(target) + ".cv" + std::to_string(variant),
                    "4.1.1 of a " + target.type + " is accepted without the flag, and refused twice with it", target,
                    {"choices.one-answer", "mp169.choice-is-not-a-fault"},
                    [target, variant](Stage& stage, Half& half, bool restricted) {
                      if (restricted) half.set(target.meter);
                      std::string last;
                      for (int time = 0; time < (restricted ? 2 : 1); ++time) {
                        const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1", variant});
                        half.submit(asked);
                        last = asked.reading.request_id;
                      }
                      return last;
                    }));
      suite_.cases.back().axes.srv = "4.1.1";
      suite_.cases.back().axes.command_variant = variant;
    }
  }

  /// Command Variant 4 before the flag, 5, 6 or 7 after it: 2.1 is rejected, and 1.6 to prepayment refused or the end
  /// of the flag.
  void transformed(const std::string& meter) {
    const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
    for (const std::string srv : {"2.1", "1.6"}) {
      for (const int variant : {5, 6, 7}) {
        suite_.cases.push_back(restricted_half_case(
            material_,
            std::string(suite_name) + "/transformed_before_and_sent_after" + ending(target) + ".srv_" + id_of(srv) +
                ".cv" + std::to_string(variant),
            srv + " of an " + meter + " is transformed, the flag is set, and the signed pre-command comes", target,
            {"mp169.allow-list", srv == "1.6" ? "mp169.never-prepayment-and-restricted" : "mp169.nothing-comes-back"},
            [target, srv, variant](Stage& stage, Half& half) {
              Wanted wanted{srv};
              if (srv == "1.6") wanted.payment_mode = "prepayment";
              const auto [transform, sent] =
                  stage.signed_request(target.type, stage.supplier(target.type), wanted, variant);
              half.submit(transform).set(target.meter).submit(sent).answer(sent, target.type).read(target.meter);
              half.wait(day).read(target.meter);
              return sent.reading.request_id;
            }));
        suite_.cases.back().axes.srv = srv;
        suite_.cases.back().axes.command_variant = variant;
      }
    }
  }

  Material material_;
  Suite suite_;
};

}  // namespace

Suite earlier_requests(const Material& material) { return EarlierRequests(material).build(); }

}  // namespace hallmark::suites
