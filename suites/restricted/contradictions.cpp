#include "suites/restricted/contradictions.h"

#include "harness/generator/contradictory_request.h"
#include "harness/generator/request_pre_command.h"
#include "suites/restricted/targets.h"

namespace hallmark::suites {

namespace {

using scenario::Submit;

constexpr std::string_view suite_name = "restricted/contradictions";

/// Makes the contradictory request; the flag is set already.
using Make = std::function<Submit(Stage&)>;

/// Consumption that is never permitted, and what is always.
const std::vector<std::string> reads = {"4.1.1", "4.4.3", "4.6.1", "4.8.1"};
const std::vector<std::string> permitted = {"11.2", "7.4"};

class Contradictions {
 public:
  explicit Contradictions(const Material& material) : material_(material), facts_(*material.facts) {
    suite_.name = suite_name;
    suite_.title = "A request whose parts say different things gets nothing that one of them may not have";
  }

  Suite build() {
    for (const auto& target : consumption_targets()) {
      header_and_body(target);
      reference_and_variant(target);
      two_of_one(target);
      schedules(target);
      services(target);
    }
    for (const std::string meter : {"ESME", "GSME"}) pre_commands(meter);
    not_named();
    suite_.not_run.push_back({std::string(suite_name) + "/gzip.any",
                              "gzip is told by the Content-Encoding of HTTP, which neither submit nor the DUIS HTTP "
                              "binding of the adaptor protocol carries"});
    return std::move(suite_);
  }

 private:
  /// Set, asked, answered as if it had been sent, and given time for what is scheduled; then cleared, and time again.
  void add(const std::string& fact, const std::string& what, const Target& target, const std::string& srv, Make make) {
    suite_.cases.push_back(restricted_half_case(
        material_, std::string(suite_name) + '/' + fact, what, target, nothing_passes(),
        [target, make = std::move(make)](Stage& stage, Half& half) {
          half.set(target.meter);
          const auto asked = make(stage);
          half.submit(asked).answer(asked, target.type).wait(3 * day).clear(target.meter).wait(2 * day);
          return asked.reading.request_id;
        }));
    suite_.cases.back().axes.srv = srv;
  }

  void header_and_body(const Target& target) {
    for (const auto& read : reads) {
      for (const auto& header : permitted) {
        for (const int variant : {1, 2, 3}) {
          add("header_permits_what_the_body_reads" + ending(target) + ".srv_" + id_of(read) + ".as_" + id_of(header) +
                  ".cv" + std::to_string(variant),
              "The header says " + header + ", the Body is that of " + read + " of a Restricted " + target.type, target,
              read, [this_facts = &facts_, target, read, header, variant](Stage& stage) {
                auto asked = stage.request(target.type, stage.supplier(target.type), {read, variant});
                return generator::with_header_of(std::move(asked), *this_facts->service_request(header));
              });
        }
      }
    }
  }

  void reference_and_variant(const Target& target) {
    for (const auto& read : reads) {
      add("reference_permits_what_the_variant_reads" + ending(target) + ".srv_" + id_of(read),
          "ServiceReference 11.2 over ServiceReferenceVariant and Body of " + read, target, read,
          [target, read](Stage& stage) {
            return generator::with_reference(stage.request(target.type, stage.supplier(target.type), {read}), "11.2");
          });
      add("variant_permits_what_the_reference_reads" + ending(target) + ".srv_" + id_of(read),
          "ServiceReferenceVariant 11.2 between ServiceReference and Body of " + read, target, read,
          [target, read](Stage& stage) {
            return generator::with_variant(stage.request(target.type, stage.supplier(target.type), {read}), "11.2");
          });
    }
  }

  void two_of_one(const Target& target) {
    for (const bool before : {true, false}) {
      const std::string place = before ? ".before" : ".after";
      add("two_elements_in_one_body" + ending(target) + place,
          "The Body has an element of 11.2 " + place.substr(1) + " that of 4.1.1", target, "4.1.1",
          [target, before](Stage& stage) {
            const auto& user = stage.supplier(target.type);
            return generator::with_second_element(stage.request(target.type, user, {"4.1.1"}),
                                                  stage.request(target.type, user, {"11.2"}), before);
          });
      add("two_variants_in_one_header" + ending(target) + place,
          "The header has a ServiceReferenceVariant 11.2 " + place.substr(1) + " its own, 4.1.1", target, "4.1.1",
          [target, before](Stage& stage) {
            return generator::with_second_variant(stage.request(target.type, stage.supplier(target.type), {"4.1.1"}),
                                                  "11.2", before);
          });
    }
  }

  void schedules(const Target& target) {
    add("schedule_names_another_read" + ending(target),
        "A Create Schedule names 4.15, its element is that of 4.6.1 of a Restricted " + target.type, target, "5.1",
        [all = &facts_, target](Stage& stage) {
          return generator::with_schedule_named(stage.request(target.type, stage.supplier(target.type), {"5.1"}),
                                                *all->service_request("4.15"));
        });
    suite_.cases.back().axes.command_variant = 8;
    add("schedule_for_another_device_than_the_header" + ending(target),
        "The RequestID of a Create Schedule names an unrestricted device, its Body a Restricted " + target.type, target,
        "5.1", [target](Stage& stage) {
          const auto& other = target.meter == "GSME" ? stage.all().other_gsme : stage.all().other_esme;
          return generator::with_header_target(stage.request(target.type, stage.supplier(target.type), {"5.1"}), other);
        });
    suite_.cases.back().axes.command_variant = 8;
  }

  /// Command Variant 1 belongs to the send command service, 2 to the non-device service.
  void services(const Target& target) {
    const std::vector<std::pair<int, std::string>> wrong = {
        {1, "transform"}, {1, "non-device"}, {2, "send-command"}, {2, "transform"}, {3, "non-device"}};
    for (const auto& [variant, service] : wrong) {
      std::string word = service;
      std::replace(word.begin(), word.end(), '-', '_');
      add("read_through_another_service" + ending(target) + ".cv" + std::to_string(variant) + '.' + word,
          "4.1.1, Command Variant " + std::to_string(variant) + ", comes to the service " + service, target, "4.1.1",
          [target, v = variant, to = service](Stage& stage) {
            return generator::through_service(stage.request(target.type, stage.supplier(target.type), {"4.1.1", v}),
                                              to);
          });
      suite_.cases.back().axes.command_variant = variant;
    }
    add("read_in_utf_16" + ending(target), "4.1.1 of a Restricted " + target.type + " in UTF-16", target, "4.1.1",
        [target](Stage& stage) {
          return generator::in_utf16(stage.request(target.type, stage.supplier(target.type), {"4.1.1"}));
        });
  }

  /// A read of consumption, signed, in a critical command that is permitted (1.1.1).
  void pre_commands(const std::string& meter) {
    const Target target{meter, meter, meter == "GSME" ? "GS" : "IS"};
    for (const int variant : {5, 6, 7}) {
      const auto make = [all = &facts_, meter, variant](Stage& stage, bool for_another) {
        const auto& other = meter == "GSME" ? stage.all().other_gsme : stage.all().other_esme;
        const auto& read = *all->service_request("4.1.1");
        Wanted wanted{"1.1.1"};
        if (for_another) wanted.device = other;
        auto asked = stage.signed_request(meter, stage.supplier(meter), wanted, variant).second;
        return generator::with_pre_command_of(std::move(asked), read, generator::message_code(read, meter, false),
                                              stage.device(meter), stage.next_counter());
      };
      add("pre_command_reads_consumption" + ending(target) + ".cv" + std::to_string(variant),
          "The signed pre-command of a permitted 1.1.1 is that of 4.1.1 of a Restricted " + meter, target, "1.1.1",
          [make](Stage& stage) { return make(stage, false); });
      suite_.cases.back().axes.command_variant = variant;
      add("pre_command_for_another_device_than_the_header" + ending(target) + ".cv" + std::to_string(variant),
          "The header names an unrestricted device, the signed pre-command reads a Restricted " + meter, target,
          "1.1.1", [make](Stage& stage) { return make(stage, true); });
      suite_.cases.back().axes.command_variant = variant;
    }
  }

  /// What the profile does not name for a device type is rejected, whoever would answer it.
  void not_named() {
    for (const auto& target : consumption_targets()) {
      if (target.type == "ESME") continue;
      add("read_that_the_profile_does_not_name" + ending(target),
          "4.1.3, of electricity meters alone, for a Restricted " + target.type, target, "4.1.3",
          [target](Stage& stage) {
            auto asked = stage.request(target.type, stage.supplier(target.type), {"4.1.3"});
            asked.reading.deviation = "wrong_target";
            return asked;
          });
      suite_.cases.back().requirements.emplace_back("mp169.default-deny");
    }
  }

  Material material_;
  const spec::Facts& facts_;
  Suite suite_;
};

}  // namespace

Suite contradictions(const Material& material) { return Contradictions(material).build(); }

}  // namespace hallmark::suites
