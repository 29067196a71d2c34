/// \file
/// How one reference behaves: its choices, what it claims, its periods; read from what follows "reference?" in a
/// target.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/implementations/reference/choices.h"
#include "harness/observation/observation.h"

namespace hallmark::implementations {

/// When the refusal of an acknowledged request comes.
enum class RefusalTiming {
  at_once,  ///< the synchronous Response refuses
  later,    ///< the synchronous Response is I99, an error follows
  silent    ///< the synchronous Response is I99, nothing follows
};

/// Everything about a reference that may differ between two of them.
struct Behaviour {
  explicit Behaviour(const spec::Facts& facts) : choices(facts) {}

  Choices choices;
  bool declares = true;  ///< whether the statement says which choices were made
  std::vector<std::string> facets = {"restricted-mode",    "service-flags",    "install-codes",
                                     "performance-report", "csp-notification", "duis-schema"};
  std::int64_t effective_within = 86400;  ///< seconds from a set or clear that is announced until it holds
  std::int64_t feed_every = 0;            ///< seconds between two files of the registration feed; 0: at once
  int install_code_day = 0;               ///< Working Day on which a holder answers; 0: at once
  RefusalTiming refusal_timing = RefusalTiming::at_once;
  bool payment_mode_known = true;
  bool survives_restart = false;
  bool own_clock = false;  ///< its time passes by itself (own_clock.h)
  int delay_ms = 0;        ///< then: from when something happens until a drain shows it
};

/// Reads "name=value&name=value": open points by their ids, and `declare`, `facets`, `effective-within`, `feed-every`,
/// `install-code-day`, `refusal-timing`, `payment-mode-known`, `survives-restart`, `clock`, `delay-ms`. Throws
/// std::invalid_argument, one line with what to do.
Behaviour read_behaviour(std::string_view query, const spec::Facts& facts);

/// What a reference of that behaviour says of itself.
observation::Statement statement_of(const Behaviour& behaviour, bool shipped_profile);

}  // namespace hallmark::implementations
