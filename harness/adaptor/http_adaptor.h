/// \file
/// An implementation that is a service, spoken to by POSTs (`http:URL`, `https:URL`): JSON-RPC for the operations, and
/// where it says so the DUIS HTTP binding for requests and for what comes back.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "harness/adaptor/adaptor.h"
#include "harness/adaptor/amendment.h"
#include "harness/adaptor/http_client.h"
#include "harness/adaptor/lanes.h"
#include "harness/adaptor/receive_service.h"

namespace hallmark::adaptor {

/// One conversation with a service. After it broke, the next exchange makes a new connection and gives it the last
/// Initialize again. The service is not ours to end: a Shutdown is not sent, and is Declined.
class HttpAdaptor final : public Adaptor {
 public:
  /// Where `receive` is there, the service is told of it, with a URL for each User of an estate; so an estate with
  /// other Users than the last one is announced by an Initialize before its Reset. Throws std::invalid_argument for
  /// certificates that cannot be used.
  HttpAdaptor(const Url& service, HttpOptions options, std::shared_ptr<ReceiveService> receive,
              Amendment amendment = {});
  ~HttpAdaptor() override;

  /// Throws std::invalid_argument for a request over 16 MiB.
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;
  /// Each over a connection of its own, with a deadline of its own. Where a request overloads, no answer in time, a
  /// connection that was refused or closed is a TimedOut, and an HTTP status 503 or 429 a Refused; the conversation
  /// goes on. Those connections are closed afterwards.
  std::vector<observation::Observation> exchange_at_once(std::span<const scenario::Stimulus> stimuli) override;
  /// 16, as many connections as a service has to serve; ten times that where a request overloads.
  int most_at_once() const override { return 16; }

 private:
  /// One more connection of a conversation that is open.
  explicit HttpAdaptor(const HttpAdaptor& beside);
  observation::Observation open();
  observation::Observation ask(const scenario::Stimulus& stimulus);
  observation::Observation ask_by_json(const scenario::Stimulus& stimulus);
  observation::Observation submit_duis(const scenario::Submit& submit);
  observation::Observation reset(const scenario::Reset& reset);
  observation::Observation with_posted(observation::Observation drained);
  observation::Observation failed(const HttpAnswer& answer) const;
  observation::Observation not_ok(const HttpAnswer& answer) const;
  void opened(const observation::Initialized& answer);

  Url service_;
  HttpOptions options_;
  std::shared_ptr<ReceiveService> receive_;
  Amendment amendment_;  ///< of its statement
  HttpClient client_;
  std::optional<Url> duis_base_;
  std::unique_ptr<HttpClient> duis_client_;  ///< null where that is the same server, or none is given
  std::optional<scenario::Initialize> initialize_;
  bool is_open_ = false;
  bool takes_bytes_ = false;
  bool overloads_ = false;  ///< what is under way asks for more than the service claims to take
  std::int64_t last_id_ = 0;
  std::unique_ptr<Lanes> lanes_;
};

/// Whether somebody listens at a URL, tried by one POST of an empty list, which no service takes for anything. Empty,
/// or in one line why nobody can be spoken to there.
std::string nobody_at(const Url& service, const HttpOptions& options);

}  // namespace hallmark::adaptor
