#include "harness/adaptor/tls_certificate.h"

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

namespace hallmark::adaptor {
namespace {

constexpr int seconds_most = 5;
constexpr std::string_view scheme = "https://";

}  // namespace

std::string certificate_of(const Url& service) {
  if (!service.tls) return "";
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  if (!context) return "";
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> connection(BIO_new_ssl_connect(context.get()), BIO_free_all);
  SSL* tls = nullptr;
  if (!connection || BIO_get_ssl(connection.get(), &tls) != 1 || tls == nullptr) return "";
  const std::string server = service.server.substr(scheme.size());
  const bool has_port = server.rfind(':') != std::string::npos && !server.ends_with(']');
  BIO_set_conn_hostname(connection.get(), (has_port ? server : server + ":443").c_str());
  SSL_set_tlsext_host_name(tls, service.host.c_str());
  BIO_do_connect_retry(connection.get(), seconds_most, -1);
  const std::unique_ptr<X509, decltype(&X509_free)> shown(SSL_get1_peer_certificate(tls), X509_free);
  if (!shown) return "";
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(shown.get(), &bytes);
  if (size <= 0) return "";
  const std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

}  // namespace hallmark::adaptor
