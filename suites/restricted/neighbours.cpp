#include "suites/restricted/neighbours.h"

#include "harness/generator/contradictory_request.h"
#include "suites/restricted/targets.h"

namespace hallmark::suites {

namespace {

constexpr std::string_view suite_name = "restricted/neighbours";

/// Moves a meter of premises two below the hub of premises one.
void share_hub(Stage& stage, Half& half, const std::string& meter) {
  scenario::Inventory event;
  event.devices = {meter};
  event.hub = stage.all().chf;
  half.inventory(std::move(event));
}

class Neighbours {
 public:
  explicit Neighbours(const Material& material) : material_(material) {
    suite_.name = suite_name;
    suite_.title = "What is beside a Restricted device is treated as before, and is no way to its consumption";
  }

  Suite build() {
    other_fuel();
    for (const std::string meter : {"ESME", "GSME"}) {
      other_premises(meter);
      second_meter_of_the_hub(meter);
      many_devices(meter);
      other_meter_does_not_open(meter);
    }
    for (const auto& target : consumption_targets()) other_users(target);
    return std::move(suite_);
  }

 private:
  using Script = std::function<std::string(Stage&, Half&, bool)>;

  void add_pair(const std::string& id, const std::string& title, const Target& target, const std::string& srv,
                Script script) {
    suite_.cases.push_back(pair_case(material_, std::string(suite_name) + '/' + id, title, target,
                                     {"mp169.unrestricted-untouched"}, std::move(script)));
    suite_.cases.back().axes.srv = srv;
  }

  /// The meter of the other fuel on the same hub is Restricted.
  void other_fuel() {
    const std::vector<std::pair<Target, std::string>> pairs = {
        {{"ESME", "ESME", "IS"}, "GSME"}, {{"GSME", "GSME", "GS"}, "ESME"}, {{"GPF", "GSME", "GS"}, "ESME"}};
    for (const auto& [target, other] : pairs) {
      for (const std::string srv : {"4.1.1", "4.6.1", "4.8.1", "11.2"}) {
        add_pair("other_fuel_of_the_hub" + ending(target) + ".srv_" + id_of(srv),
                 srv + " of a " + target.type + " beside a Restricted " + other, target, srv,
                 [what = target, restricted_meter = other, srv](Stage& stage, Half& half, bool restricted) {
                   if (restricted) half.set(restricted_meter);
                   const auto asked = stage.request(what.type, stage.supplier(what.type), {srv});
                   half.submit(asked).answer(asked, what.type);
                   return asked.reading.request_id;
                 });
      }
    }
  }

  /// The same Supplier's meter in other premises.
  void other_premises(const std::string& meter) {
    const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
    add_pair("meter_of_other_premises" + ending(target),
             "4.1.1 of an " + meter + " while the one of other premises is Restricted", target, "4.1.1",
             [target](Stage& stage, Half& half, bool restricted) {
               if (restricted) half.set(target.meter);
               return ask_other(stage, half, target);
             });
  }

  static const std::string& other_meter(Stage& stage, const std::string& meter) {
    return meter == "GSME" ? stage.all().other_gsme : stage.all().other_esme;
  }

  static std::string ask_other(Stage& stage, Half& half, const Target& target) {
    Wanted wanted{"4.1.1"};
    wanted.device = other_meter(stage, target.meter);
    const auto asked = stage.request(target.type, stage.supplier(target.type), wanted);
    half.submit(asked).answer_from(wanted.device, asked, target.type);
    return asked.reading.request_id;
  }

  /// Two meters of one fuel below one hub, each with its metering point.
  void second_meter_of_the_hub(const std::string& meter) {
    const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
    add_pair("second_meter_of_the_hub" + ending(target),
             "4.1.1 of an " + meter + " while another one below the same hub is Restricted", target, "4.1.1",
             [target](Stage& stage, Half& half, bool restricted) {
               share_hub(stage, half, other_meter(stage, target.meter));
               if (restricted) half.set(target.meter);
               return ask_other(stage, half, target);
             });
  }

  /// A set and a clear of the other point change nothing for this one.
  void other_meter_does_not_open(const std::string& meter) {
    const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
    suite_.cases.push_back(restricted_half_case(
        material_, std::string(suite_name) + "/clear_of_another_meter_opens_nothing" + ending(target),
        "Both meters of a hub are Restricted, the other is cleared, and 4.1.1 of the " + meter + " is asked for",
        target, nothing_passes(), [target](Stage& stage, Half& half) {
          const std::string other = target.meter == "GSME" ? "ESME" : "GSME";
          half.set(target.meter).set(other).clear(other);
          const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1"});
          half.submit(asked).answer(asked, target.type).read(target.meter);
          return asked.reading.request_id;
        }));
    suite_.cases.back().axes.srv = "4.1.1";
  }

  /// 11.1 names devices with the flag and without it.
  void many_devices(const std::string& meter) {
    const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
    for (const bool first : {true, false}) {
      add_pair(
          "firmware_for_many_devices" + ending(target) + (first ? ".restricted_first" : ".restricted_last"),
          "11.1 for an " + meter + " with the flag and one without it", target, "11.1",
          [target, first](Stage& stage, Half& half, bool restricted) {
            if (restricted) half.set(target.meter);
            const auto& own = stage.device(target.type);
            const auto& other = other_meter(stage, target.meter);
            auto asked = stage.request(target.type, stage.supplier(target.type), {"11.1"});
            asked = generator::for_devices(std::move(asked), first ? std::vector{own, other} : std::vector{other, own});
            half.submit(asked).answer_from(other, asked, target.type);
            return asked.reading.request_id;
          });
      suite_.cases.back().axes.command_variant = 8;
      suite_.cases.back().requirements.emplace_back("mp169.firmware-passes");
      suite_.cases.back().requirements.emplace_back("mp169.allowed-still-works");
    }
  }

  /// After a refusal to its Supplier every other eligible User asks for the same, and one in several roles.
  void other_users(const Target& target) {
    for (const std::string srv : {"4.1.1", "4.8.1"}) {
      suite_.cases.push_back(restricted_half_case(
          material_, std::string(suite_name) + "/other_users_after_a_refusal" + ending(target) + ".srv_" + id_of(srv),
          srv + " of a Restricted " + target.type + " is refused to its Supplier, and every other role asks", target,
          nothing_passes(), [target, srv](Stage& stage, Half& half) {
            half.set(target.meter);
            const auto& service = *stage.material().facts->service_request(srv);
            std::string last;
            auto users = std::vector{stage.supplier(target.type)};
            for (const auto& role : service.roles) users.push_back(generator::user_in_role(stage.all(), role));
            for (const auto& user : users) {
              const auto asked = stage.request(target.type, user, {srv});
              half.submit(asked).answer(asked, target.type);
              last = asked.reading.request_id;
            }
            half.clear(target.meter).wait(2 * day);
            return last;
          }));
      suite_.cases.back().axes.srv = srv;
    }
  }

  Material material_;
  Suite suite_;
};

}  // namespace

Suite neighbours(const Material& material) { return Neighbours(material).build(); }

}  // namespace hallmark::suites
