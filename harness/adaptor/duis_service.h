/// \file
/// An implementation offered as a service, in the shape of DCC Boxed: DUIS requests on one port, the operations of the
/// adaptor protocol on another.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "harness/adaptor/http_server.h"
#include "harness/adaptor/posting.h"

namespace hallmark::adaptor {

/// How a service is set up.
struct ServiceOptions {
  Listening duis;     ///< POST /api/v1/serviceS, /serviceT, /serviceD
  Listening control;  ///< POST of JSON-RPC to any path
  /// The User that sends a document, read of the document: nothing else says it. Empty where it cannot be read.
  std::function<std::string(std::string_view duis)> sender_of;
  std::map<std::string, std::string> receive = {};  ///< of Users, the URL that takes what is meant for them
  HttpOptions posts = {};                           ///< what POSTs to such a URL are held to
  std::function<void(const std::string&)> complain = [](const std::string&) {};  ///< of POSTs that fail, a line each
};

/// Serves from its making to its end; one operation at a time. A document that no Response can answer is answered 400
/// with the reason as text, an implementation that breaks 500.
class DuisService {
 public:
  /// The implementation must outlive it. Throws as HttpServer does.
  DuisService(Adaptor& implementation, ServiceOptions options);

  std::string duis_url() const { return duis_.url(); }
  std::string control_url() const { return control_->url(); }

 private:
  HttpReply take_duis(const std::string& path, std::string body);
  HttpReply take_control(const std::string& message);

  ServiceOptions options_;
  Poster poster_;
  std::mutex mutex_;
  std::unique_ptr<Posting> posting_;
  HttpServer duis_;
  std::unique_ptr<HttpServer> control_;
};

}  // namespace hallmark::adaptor
