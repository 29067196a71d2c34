#include "suites/restricted/prepayment.h"

#include "suites/restricted/half.h"

namespace hallmark::suites {

namespace {

const std::vector<std::string> meters = {"ESME", "GSME"};

using Script = std::function<void(Stage&, Half&)>;

/// A case of one half with the meters of premises one in a payment mode.
run::Case in_mode(const Material& material, const std::string& id, const std::string& title, const std::string& meter,
                  const std::string& mode, std::vector<std::string> requirements, Script script) {
  requirements.emplace_back("mp169.never-prepayment-and-restricted");
  auto made = restricted_case("restricted/prepayment/" + id + '.' + in_lower_case(meter), title, meter,
                              std::move(requirements));
  made.trials = [material, mode, script = std::move(script)](std::uint64_t seed) {
    Stage stage(material, seed, {.payment_mode = mode});
    Half half(stage);
    script(stage, half);
    return std::vector<run::Trial>{{{}, half.steps(), "", ""}};
  };
  return made;
}

void add_reported_changes(const Material& material, const std::string& meter, Suite& suite) {
  suite.cases.push_back(in_mode(
      material, "set_is_refused_in_prepayment", "The flag of an " + meter + " in prepayment mode is asked to be set",
      meter, "prepayment", {"mp169.credit-only"},
      [meter](Stage&, Half& half) { half.read(meter).set(meter).read(meter).clear(meter).read(meter); }));
  suite.cases.push_back(in_mode(
      material, "set_is_possible_back_in_credit",
      "An " + meter + " in prepayment mode reports credit mode, and the flag is set", meter, "prepayment",
      {"mp169.set-by-responsible-supplier", "mp169.credit-only"}, [meter](Stage&, Half& half) {
        half.set(meter).read(meter).payment_mode(meter, "credit").read(meter).set(meter).read(meter).clear(meter);
        half.read(meter);
      }));
  suite.cases.push_back(in_mode(
      material, "reported_prepayment_loses_the_flag", "A Restricted " + meter + " reports prepayment mode, and back",
      meter, "credit", {}, [meter](Stage&, Half& half) {
        half.set(meter).read(meter).payment_mode(meter, "prepayment").read(meter).set(meter).read(meter);
        half.payment_mode(meter, "credit").read(meter).set(meter).read(meter);
      }));
  suite.cases.push_back(in_mode(material, "the_other_meter_keeps_its_flag",
                                "Both meters are Restricted, and the " + meter + " reports prepayment mode", meter,
                                "credit", {"mp169.flag-exists"}, [meter](Stage&, Half& half) {
                                  const std::string other = meter == "ESME" ? "GSME" : "ESME";
                                  half.set(meter).set(other).payment_mode(meter, "prepayment").read(meter).read(other);
                                }));
}

/// SRV 1.6 as far as the transform: a refusal is an answer, an acceptance leaves the flag as it is.
void add_requested_changes(const Material& material, const std::string& meter, Suite& suite) {
  for (const std::string mode : {"prepayment", "credit"}) {
    auto made = in_mode(
        material, "transform_of_a_change_to_" + mode + "_leaves_the_flag",
        "A change to " + mode + " mode (1.6) of a Restricted " + meter + " is asked to be transformed", meter, "credit",
        {"mp169.no-request-sets-flag", "choices.as-declared"}, [meter, mode](Stage& stage, Half& half) {
          Wanted wanted{"1.6", 4};
          wanted.payment_mode = mode;
          half.set(meter).read(meter).submit(stage.request(meter, stage.supplier(meter), wanted)).read(meter);
        });
    made.axes.srv = "1.6";
    made.axes.command_variant = 4;
    suite.cases.push_back(std::move(made));
  }
}

/// SRV 1.6 to prepayment as a signed command, confirmed by the device or not.
void add_signed_changes(const Material& material, const std::string& meter, Suite& suite) {
  const auto in_prepayment = [](bool future_dated) {
    Wanted wanted{"1.6", 4, future_dated};
    wanted.payment_mode = "prepayment";
    return wanted;
  };
  const auto add = [&](const std::string& id, const std::string& title, Script script) {
    suite.cases.push_back(in_mode(material, id, title, meter, "credit", {"choices.as-declared"}, std::move(script)));
    suite.cases.back().axes.srv = "1.6";
    suite.cases.back().axes.command_variant = 5;
  };
  add("change_while_restricted", "A Restricted " + meter + " is changed to prepayment mode, and the meter confirms",
      [meter, in_prepayment](Stage& stage, Half& half) {
        const auto [transform, command] = stage.signed_request(meter, stage.supplier(meter), in_prepayment(false));
        half.set(meter).read(meter).submit(transform).submit(command).answer(command, meter).read(meter);
        half.set(meter).read(meter);
      });
  add("change_while_restricted_in_the_future",
      "A change of a Restricted " + meter + " to prepayment mode is future-dated, confirmed, and falls due",
      [meter, in_prepayment](Stage& stage, Half& half) {
        const auto [transform, command] = stage.signed_request(meter, stage.supplier(meter), in_prepayment(true));
        half.set(meter).read(meter).submit(transform).submit(command).answer(command, meter).wait(2 * hour);
        half.read(meter);
      });
  add("set_while_a_change_is_pending",
      "The flag of an " + meter + " is asked to be set while a change to prepayment mode waits, which then falls due",
      [meter, in_prepayment](Stage& stage, Half& half) {
        const auto [transform, command] = stage.signed_request(meter, stage.supplier(meter), in_prepayment(true));
        half.submit(transform).submit(command).answer(command, meter).set(meter).read(meter).wait(2 * hour);
        half.read(meter).set(meter).read(meter);
      });
}

}  // namespace

Suite prepayment(const Material& material) {
  Suite suite;
  suite.name = "restricted/prepayment";
  suite.title = "The flag and prepayment mode never go together";
  for (const auto& meter : meters) {
    add_reported_changes(material, meter, suite);
    add_requested_changes(material, meter, suite);
    add_signed_changes(material, meter, suite);
  }
  return suite;
}

}  // namespace hallmark::suites
