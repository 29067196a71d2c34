#include "harness/adaptor/duis_service.h"

#include <utility>

#include "harness/adaptor/serve.h"

namespace hallmark::adaptor {
namespace {

std::string service_of(std::string_view path) {
  if (path == "/api/v1/serviceS") return "send-command";
  if (path == "/api/v1/serviceT") return "transform";
  return path == "/api/v1/serviceD" ? "non-device" : "";
}

/// What became of a submit, as HTTP says it.
struct ReplyOf {
  HttpReply operator()(observation::Answered& seen) const {
    auto* responded = std::get_if<observation::Responded>(&seen.answer);
    if (responded == nullptr) return {500, "text/plain", "no Response\n"};
    return {200, "application/xml", std::move(responded->response.xml)};
  }
  HttpReply operator()(const observation::Refused& seen) const { return {400, "text/plain", seen.why}; }
  HttpReply operator()(const observation::Declined& seen) const { return {501, "text/plain", seen.message}; }
  HttpReply operator()(const observation::Malformed& seen) const { return {500, "text/plain", seen.why}; }
  HttpReply operator()(const observation::TimedOut&) const { return {500, "text/plain", "no answer in time"}; }
  HttpReply operator()(const observation::Crashed& seen) const { return {500, "text/plain", seen.how}; }
};

}  // namespace

DuisService::DuisService(Adaptor& implementation, ServiceOptions options)
    : options_(std::move(options)),
      poster_(options_.posts, options_.complain),
      duis_(options_.duis,
            [this](const std::string& path, std::string body) { return take_duis(path, std::move(body)); }) {
  const std::lock_guard lock(mutex_);
  posting_ = std::make_unique<Posting>(implementation, duis_.url(), options_.receive, poster_);
  control_ = std::make_unique<HttpServer>(
      options_.control, [this](const std::string&, const std::string& body) { return take_control(body); });
}

HttpReply DuisService::take_duis(const std::string& path, std::string body) {
  scenario::Submit submit;
  submit.service = service_of(path);
  if (submit.service.empty()) {
    return {404, "text/plain", "POST a DUIS request to /api/v1/serviceS, /api/v1/serviceT or /api/v1/serviceD\n"};
  }
  submit.user = options_.sender_of(body);
  submit.duis = std::move(body);
  const std::lock_guard lock(mutex_);
  if (!posting_) return {503, "text/plain", "not yet\n"};
  auto observation = posting_->exchange(submit);
  return std::visit(ReplyOf{}, observation);
}

HttpReply DuisService::take_control(const std::string& message) {
  const std::lock_guard lock(mutex_);
  auto answer = answer_message(*posting_, message);
  if (answer.empty()) return {204, "", ""};
  return {200, "application/json", std::move(answer)};
}

}  // namespace hallmark::adaptor
