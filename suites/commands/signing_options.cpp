#include "suites/commands/signing_options.h"

#include <map>

namespace hallmark::suites {

namespace fs = std::filesystem;

namespace {

constexpr const char* ecdsa = "ecdsa";

/// Files by role; the empty role is everybody else's.
std::map<std::string, fs::path> by_role(const std::string& option, const std::vector<std::string>& words,
                                        const spec::Facts& facts) {
  std::map<std::string, fs::path> files;
  for (const auto& word : words) {
    const auto equals = word.find('=');
    const bool for_role = equals != std::string::npos && facts.role(word.substr(0, equals)) != nullptr;
    const std::string role = for_role ? word.substr(0, equals) : "";
    if (!files.emplace(role, for_role ? word.substr(equals + 1) : word).second) {
      throw UsageError(option + ' ' + word + ": given twice for " + (role.empty() ? "the same Users" : role) +
                       ": give it once, or as ROLE=FILE");
    }
  }
  return files;
}

schema::Signer signer(const fs::path& key, const fs::path& certificate) {
  try {
    return {schema::SigningKey::load(key), schema::Certificate::load(certificate)};
  } catch (const schema::SignatureError& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

void add_signing(CLI::App& command, SigningOptions& options) {
  command
      .add_option("--signing", options.signing,
                  "How requests are signed: not at all but for a placeholder, or really (XMLDSig, ECDSA P-256)")
      ->check(CLI::IsMember({"placeholder", ecdsa}))
      ->capture_default_str();
  command
      .add_option("--key", options.keys,
                  "Private key to sign with, as FILE or for Users in one role as ROLE=FILE; may be repeated (default: "
                  "the test key of this build)")
      ->allow_extra_args(false);
  command.add_option("--certificate", options.certificates, "The certificate of each key, likewise")
      ->allow_extra_args(false);
}

std::optional<run::UserSigners> user_signers(const SigningOptions& options, Context& context) {
  if (options.signing != ecdsa) {
    if (!options.keys.empty() || !options.certificates.empty())
      throw UsageError("--key and --certificate: requests are signed only with --signing ecdsa: add it");
    return std::nullopt;
  }
  const auto keys = by_role("--key", options.keys, context.facts());
  auto certificates = by_role("--certificate", options.certificates, context.facts());
  std::map<std::string, schema::Signer> signers;
  for (const auto& [role, key] : keys) {
    const auto certificate = certificates.extract(role);
    if (!certificate)
      throw UsageError("--key " + key.string() + ": its certificate is missing: give --certificate " +
                       (role.empty() ? "" : role + '=') + "FILE");
    signers.emplace(role, signer(key, certificate.mapped()));
  }
  if (!certificates.empty())
    throw UsageError("--certificate " + certificates.begin()->second.string() + ": its key is missing: give --key");
  if (!signers.contains(""))
    signers.emplace("", signer(context.test_keys() / "test-user.key.pem", context.test_keys() / "test-user.pem"));
  return run::UserSigners(std::move(signers));
}

std::string signing_notice(const SigningOptions& options, Context& context) {
  if (options.signing != ecdsa) return {};
  std::string notice = "Requests are signed; initialize.certificates names the certificates to trust.\n";
  if (by_role("--key", options.keys, context.facts()).contains("")) return notice;
  return notice + (options.keys.empty() ? "All Users sign" : "Users in other roles sign") +
         " with the test key pair of this build: " + (context.test_keys() / "test-user.pem").string() + '\n';
}

std::string as_words(const SigningOptions& options) {
  if (options.signing != ecdsa) return {};
  std::string words = " --signing ecdsa";
  for (const auto& key : options.keys) words += " --key " + quoted(key);
  for (const auto& certificate : options.certificates) words += " --certificate " + quoted(certificate);
  return words;
}

}  // namespace hallmark::suites
