#include "harness/generator/contradictory_request.h"

#include <algorithm>
#include <pugixml.hpp>
#include <stdexcept>
#include <utility>

#include "harness/generator/request_pre_command.h"
#include "harness/generator/request_tree.h"

namespace hallmark::generator {

using scenario::Submit;

namespace {

/// A request opened for change, and written again with the name of what it departs in.
class Opened {
 public:
  explicit Opened(Submit submit) : made(std::move(submit)) {
    if (!load(document_, made.duis)) throw std::invalid_argument("the request is no XML");
  }
  pugi::xml_node header() { return document_.child("sr:Request").child("sr:Header"); }
  pugi::xml_node body() { return document_.child("sr:Request").child("sr:Body"); }
  Submit close(const char* deviation) {
    made.duis = compact(document_);
    if (deviation != nullptr) made.reading.deviation = deviation;
    return std::move(made);
  }

  Submit made;

 private:
  pugi::xml_document document_;
};

std::string counter_of(const std::string& request_id) { return request_id.substr(request_id.rfind(':') + 1); }

void set_request_id(Opened& opened, const std::string& request_id) {
  opened.made.reading.request_id = request_id;
  set(opened.header(), "sr:RequestID", request_id);
}

void add_once(std::vector<std::string>& devices, const std::string& device) {
  if (std::find(devices.begin(), devices.end(), device) == devices.end()) devices.push_back(device);
}

}  // namespace

Submit with_header_of(Submit submit, const spec::ServiceRequest& named) {
  Opened opened(std::move(submit));
  set(opened.header(), "sr:ServiceReference", opened.made.reading.reference = named.reference);
  set(opened.header(), "sr:ServiceReferenceVariant", opened.made.reading.header_srv = named.variant);
  return opened.close("body_of_another_service_request");
}

Submit with_reference(Submit submit, const std::string& reference) {
  Opened opened(std::move(submit));
  set(opened.header(), "sr:ServiceReference", opened.made.reading.reference = reference);
  return opened.close("reference_and_variant_disagree");
}

Submit with_variant(Submit submit, const std::string& variant) {
  Opened opened(std::move(submit));
  set(opened.header(), "sr:ServiceReferenceVariant", opened.made.reading.header_srv = variant);
  return opened.close("reference_and_variant_disagree");
}

Submit with_second_element(Submit submit, const Submit& other, bool before) {
  Opened opened(std::move(submit));
  Opened second(other);
  const auto element = second.body().first_child();
  if (before) {
    opened.body().prepend_copy(element);
  } else {
    opened.body().append_copy(element);
  }
  return opened.close("two_elements_in_body");
}

Submit with_second_variant(Submit submit, const std::string& variant, bool before) {
  Opened opened(std::move(submit));
  auto header = opened.header();
  const auto own = header.child("sr:ServiceReferenceVariant");
  auto second = before ? header.insert_child_before("sr:ServiceReferenceVariant", own)
                       : header.insert_child_after("sr:ServiceReferenceVariant", own);
  second.text().set(variant.c_str());
  return opened.close("two_variants");
}

Submit with_header_target(Submit submit, const std::string& device) {
  Opened opened(std::move(submit));
  auto& reading = opened.made.reading;
  reading.header_target = device;
  add_once(reading.devices, device);
  set_request_id(opened, reading.originator + ':' + device + ':' + counter_of(reading.request_id));
  return opened.close("header_target_is_another_device");
}

Submit with_schedule_named(Submit submit, const spec::ServiceRequest& named) {
  Opened opened(std::move(submit));
  auto schedule = opened.body().child("sr:CreateSchedule");
  set(schedule, "sr:DSPScheduledServiceReference", named.reference);
  set(schedule, "sr:DSPScheduledServiceReferenceVariant", named.variant);
  return opened.close("schedule_says_another_service_request");
}

Submit with_pre_command_of(Submit submit, const spec::ServiceRequest& asked, const std::string& message_code,
                           const std::string& device, std::uint64_t counter) {
  Opened opened(std::move(submit));
  auto& reading = opened.made.reading;
  auto carried = reading;
  carried.header_target = device;
  reading.body_srv = asked.variant;
  add_once(reading.devices, device);
  opened.made.pre_command_of.reset();
  set(opened.body().child("sr:SignedPreCommand"), "sr:GBCSPayload",
      signed_payload(pre_command(carried, counter, message_code)));
  return opened.close("pre_command_of_another_service_request");
}

Submit through_service(Submit submit, const std::string& service) {
  submit.service = service;
  submit.reading.deviation = "wrong_service";
  return submit;
}

Submit in_utf16(Submit submit) {
  static constexpr std::string_view said = "UTF-8";
  const auto at = submit.duis.find(said);
  if (at != std::string::npos) submit.duis.replace(at, said.size(), "UTF-16");
  std::string wide = "\xFE\xFF";
  for (const char each : submit.duis) {
    if (static_cast<unsigned char>(each) >= 0x80) throw std::invalid_argument("the request is not all ASCII");
    wide += '\0';
    wide += each;
  }
  submit.duis = std::move(wide);
  submit.reading.deviation = "utf_16";
  return submit;
}

Submit following(Submit submit, const std::string& preceding_request_id) {
  Opened opened(std::move(submit));
  auto header = opened.header();
  auto preceding = header.insert_child_after("sr:PrecedingServiceRequestID", header.child("sr:RequestID"));
  preceding.text().set(preceding_request_id.c_str());
  return opened.close(nullptr);
}

Submit replaying(Submit submit, const std::string& request_id) {
  Opened opened(std::move(submit));
  set_request_id(opened, request_id);
  return opened.close("replayed_request_id");
}

Submit for_devices(Submit submit, const std::vector<std::string>& devices) {
  Opened opened(std::move(submit));
  std::string list;
  for (const auto& device : devices) list += (list.empty() ? "" : ",") + device;
  set_all(opened.body(), "sr:DeviceIDList", list);
  opened.made.reading.devices = devices;
  return opened.close(nullptr);
}

}  // namespace hallmark::generator
