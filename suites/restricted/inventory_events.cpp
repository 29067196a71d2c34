#include "suites/restricted/inventory_events.h"

#include "suites/restricted/targets.h"

namespace hallmark::suites {

namespace {

constexpr std::string_view suite_name = "restricted/inventory_events";

const scenario::Device& known(Stage& stage, const std::string& id) {
  return *scenario::find_device(stage.all().estate, id);
}

scenario::Inventory adding(scenario::Device device) {
  scenario::Inventory event;
  event.add = std::move(device);
  return event;
}

/// Asks, lets the device answer as if the command had been sent, and reads the flag.
std::string ask_and_read(Stage& stage, Half& half, const Target& target) {
  const auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.1"});
  half.submit(asked).answer(asked, target.type).read(target.meter);
  return asked.reading.request_id;
}

class InventoryEvents {
 public:
  explicit InventoryEvents(const Material& material) : material_(material) {
    suite_.name = suite_name;
    suite_.title = "A Restricted device stays so, or is seen not to be, whatever the inventory learns of it";
  }

  Suite build() {
    for (const auto& target : consumption_targets()) {
      added_again(target);
      hub_exchanged(target);
    }
    for (const std::string meter : {"ESME", "GSME"}) {
      added_as_not_restricted(meter);
      moved_to_another_supplier(meter);
    }
    new_proxy();
    return std::move(suite_);
  }

 private:
  void add(const std::string& id, const std::string& title, const Target& target,
           std::function<std::string(Stage&, Half&)> script, const generator::PremisesOptions& options = {}) {
    suite_.cases.push_back(restricted_half_case(material_, std::string(suite_name) + '/' + id, title, target,
                                                nothing_passes(), std::move(script), options));
    suite_.cases.back().axes.srv = "4.1.1";
    suite_.cases.back().requirements.emplace_back("mp169.flag-exists");
  }

  /// As it was, after it was decommissioned, and below another hub; a proxy alone, or with its meter.
  void added_again(const Target& target) {
    add("added_again" + ending(target), "A " + target.type + " behind a flag is added to the inventory again", target,
        [target](Stage& stage, Half& half) {
          half.set(target.meter).inventory(adding(known(stage, stage.device(target.type))));
          return ask_and_read(stage, half, target);
        });
    add("added_again_after_its_end" + ending(target),
        "A " + target.type + " behind a flag is decommissioned and added to the inventory again", target,
        [target](Stage& stage, Half& half) {
          half.set(target.meter).status(target.type, "Decommissioned");
          half.inventory(adding(known(stage, stage.device(target.type))));
          return ask_and_read(stage, half, target);
        });
    add("added_again_below_another_hub" + ending(target),
        "A " + target.type + " behind a flag is added again, below another hub", target,
        [target](Stage& stage, Half& half) {
          auto again = known(stage, stage.device(target.type));
          again.hub = stage.all().other_chf;
          half.set(target.meter).inventory(adding(std::move(again)));
          return ask_and_read(stage, half, target);
        });
  }

  /// The only way in which adding a device may take its flag away. What is read and what passes agree.
  void added_as_not_restricted(const std::string& meter) {
    const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
    add("added_again_as_not_restricted" + ending(target),
        "A Restricted " + meter + " is added again with restricted:false, and read and asked for", target,
        [target](Stage& stage, Half& half) {
          auto event = adding(known(stage, stage.device(target.type)));
          event.as_not_restricted = true;
          half.set(target.meter).inventory(std::move(event)).read(target.meter);
          return ask_and_read(stage, half, target);
        });
  }

  /// The point has another Supplier, who asks.
  void moved_to_another_supplier(const std::string& meter) {
    const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
    add("moved_to_a_point_of_another_supplier" + ending(target),
        "A Restricted " + meter + " is moved to a point of another Supplier, who asks for 4.1.1", target,
        [target](Stage& stage, Half& half) {
          const auto& all = stage.all();
          const auto& points = known(stage, target.meter == "GSME" ? all.other_gsme : all.other_esme).metering_points;
          const auto& gaining = stage.gaining(target.meter);
          half.add(scenario::Registration{points.front(), "change-of-supplier", gaining}).drain();
          scenario::Inventory event;
          event.devices = {stage.device(target.type)};
          event.metering_points = points;
          half.set(target.meter).inventory(std::move(event));
          const auto asked = stage.request(target.type, gaining, {"4.1.1"});
          half.submit(asked).answer(asked, target.type).read_by(gaining, target.meter);
          return asked.reading.request_id;
        },
        {.gaining_suppliers = true});
  }

  void hub_exchanged(const Target& target) {
    add("hub_exchanged_for_all" + ending(target), "The hub of all devices is exchanged while the meter is Restricted",
        target, [target](Stage& stage, Half& half) {
          half.set(target.meter);
          for (const auto& device : stage.all().estate.devices) {
            if (device.hub != stage.all().chf) continue;
            scenario::Inventory exchanged;
            exchanged.devices = {device.id};
            exchanged.hub = stage.all().other_chf;
            half.add(std::move(exchanged));
          }
          half.drain();
          return ask_and_read(stage, half, target);
        });
  }

  /// With a new hub comes a new Gas Proxy Function, which mirrors the same meter.
  void new_proxy() {
    const Target target{"GPF", "GSME", "GS"};
    add("new_proxy_of_a_restricted_meter" + ending(target),
        "A Gas Proxy Function is added that mirrors a Restricted gas meter, and is asked for 4.1.1", target,
        [target](Stage& stage, Half& half) {
          auto proxy = known(stage, stage.all().gpf);
          proxy.id = stage.all().unknown_device;
          Wanted wanted{"4.1.1"};
          wanted.device = proxy.id;
          half.set(target.meter).inventory(adding(std::move(proxy)));
          const auto asked = stage.request(target.type, stage.supplier(target.type), wanted);
          half.submit(asked).answer_from(wanted.device, asked, target.type);
          return asked.reading.request_id;
        });
  }

  Material material_;
  Suite suite_;
};

}  // namespace

Suite inventory_events(const Material& material) { return InventoryEvents(material).build(); }

}  // namespace hallmark::suites
