// `hallmark verify-signature`: whether DUIS documents are signed by a certificate.
#include <iostream>
#include <memory>
#include <vector>

#include "harness/schema/signature.h"
#include "suites/commands/commands.h"
#include "suites/commands/document_files.h"

namespace hallmark::suites {

namespace {

struct VerifyOptions {
  std::vector<std::string> files;
  std::string certificate;
};

int verify_signatures(const VerifyOptions& options) {
  const auto certificate = schema::Certificate::load(options.certificate);
  std::size_t held = 0;
  for (const auto& file : options.files) {
    const auto verification = schema::verify(read_document_file(file), certificate);
    if (verification.valid) {
      ++held;
    } else {
      std::cout << file << ": " << verification.problem << '\n';
    }
  }
  std::cout << held << " of " << options.files.size() << " signed by serial " << certificate.serial() << " of "
            << certificate.issuer() << '\n';
  return held == options.files.size() ? 0 : 1;
}

}  // namespace

void add_verify(CLI::App& program, Action& action) {
  auto options = std::make_shared<VerifyOptions>();
  auto* command = program.add_subcommand("verify-signature", "Check the signatures of DUIS documents");
  command->footer(
      "Example:\n  hallmark verify-signature signed.xml --certificate user.pem\nExit: 0 all hold, 1 some not, 3 "
      "unreadable.");
  command->add_option("files", options->files, "DUIS documents")->required();
  command->add_option("--certificate", options->certificate, "Certificate of the signer, PEM or DER")->required();
  command->callback([options, &action] { action = [options] { return verify_signatures(*options); }; });
}

}  // namespace hallmark::suites
