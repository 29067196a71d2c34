/// \file
/// Who a service says it is, where it speaks TLS: all that is seen of a program that runs elsewhere.
#pragma once

#include <string>

#include "harness/adaptor/http_client.h"

namespace hallmark::adaptor {

/// The certificate that a service over TLS shows, in DER; it is not checked here. Empty where none was shown within 5
/// s.
std::string certificate_of(const Url& service);

}  // namespace hallmark::adaptor
