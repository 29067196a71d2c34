/// \file
/// The words in which a table of defects says when.
#pragma once

#include <string>
#include <vector>

#include "harness/implementations/defects/defect.h"

namespace hallmark::implementations {

Condition both(Condition one, Condition other);
Condition both(Condition one, Condition other, Condition third);
Condition unless(Condition holds);

// What is at hand.
Condition of_type(std::string type);              ///< a device of that type
Condition of_service(std::string variant);        ///< that Service Request
Condition in_status(std::string status);          ///< a device in that Device status
Condition named(std::vector<std::string> names);  ///< one of these alert codes, statuses, points or dates
Condition in_prepayment();
Condition by_role(std::string role);  ///< a User with that role
Condition second_of_its_kind();       ///< there is a device of its type before it in the estate
Condition on_shared_hub();            ///< meters of both fuels are below its hub
Condition in_lower_case();            ///< the request on hand writes an id in lower case

// What the request at hand is like.
Condition with_command_variant(std::string variant);
Condition with_text(std::string text);  ///< somewhere in the document
Condition with_blank_id();              ///< white space beside an EUI-64
Condition with_preceding_request();
Condition with_later_time();  ///< an ExecutionDateTime
Condition with_seen_id();     ///< a RequestID that was let through before, since the last reset
Condition to_another_service();

// What happened to the device at hand.
Condition while_restricted();
Condition once_set(int sets);  ///< its flag has been set so often, or more
Condition once_cleared(int clears);
Condition once_given_back();  ///< a former Supplier has it again
Condition once_its_status_changed();
Condition once_added_again();
Condition once_moved();
Condition once_rehubbed();
Condition within_seconds_of_set(long long seconds);

// What happened at all.
Condition once_requests(long long count);  ///< more requests than that since the last reset
Condition once_alerts(long long count);
Condition once_steps(long long count);      ///< more steps than that since the last reset
Condition once_days(int count);             ///< more days than that since the last reset
Condition once_devices(std::size_t count);  ///< more devices than that in the estate
Condition once_reset(int count);
Condition once_restarted();
Condition after_a_refusal();                   ///< the request before this one was refused
Condition on_date(std::string month_and_day);  ///< "02-29"
Condition in_year_other_than(int first, int last);
Condition at_hour(int hour);  ///< of the clock in UTC
Condition undrained_for(long long steps);
Condition when_harness_is_unnamed();
Condition with_company_other_than(std::string company);    ///< the User at hand is of another than "90-B3-D5"
Condition with_counter_above(unsigned long long counter);  ///< in the RequestID on hand

}  // namespace hallmark::implementations
