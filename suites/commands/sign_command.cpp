// `hallmark sign`: DUIS documents with an XMLDSig signature.
#include <iostream>
#include <memory>
#include <set>
#include <vector>

#include "harness/schema/signature.h"
#include "suites/commands/commands.h"
#include "suites/commands/context.h"
#include "suites/commands/document_files.h"

namespace hallmark::suites {

namespace {

namespace fs = std::filesystem;

struct SignOptions {
  std::vector<std::string> files;
  std::string key;
  std::string certificate;
  std::string out;  ///< empty: standard output
};

schema::Signer signer(const SignOptions& options) {
  try {
    return {schema::SigningKey::load(options.key), schema::Certificate::load(options.certificate)};
  } catch (const schema::SignatureError& error) {
    throw UsageError(error.what());
  }
}

/// Where the documents go, before any is written: into one folder, each under its name.
std::vector<fs::path> places(const SignOptions& options) {
  std::error_code failure;
  fs::create_directories(options.out, failure);
  if (failure) throw UsageError(options.out + ": " + failure.message() + ": give another folder with --out");
  std::vector<fs::path> all;
  std::set<fs::path> taken;
  for (const fs::path file : options.files) {
    all.push_back(options.out / file.filename());
    if (!taken.insert(all.back()).second) {
      throw UsageError(file.string() + ": another file has this name: sign them into folders of their own");
    }
    std::error_code missing;
    if (fs::equivalent(file, all.back(), missing)) {
      throw UsageError(file.string() + ": would be replaced by its signed form: give another folder with --out");
    }
  }
  return all;
}

int sign(const SignOptions& options) {
  if (options.out.empty() && options.files.size() > 1) {
    throw UsageError(std::to_string(options.files.size()) + " files: give the folder for them with --out");
  }
  const auto by = signer(options);
  std::vector<std::string> documents;
  for (const auto& file : options.files) {
    try {
      documents.push_back(by.sign(read_document_file(file)));
    } catch (const schema::SignatureError& error) {
      throw UsageError(file + ": " + error.what());
    }
  }
  if (options.out.empty()) {
    std::cout << documents.front();
    return 0;
  }
  const auto targets = places(options);
  for (std::size_t i = 0; i < targets.size(); ++i) write_document_file(targets[i], documents[i]);
  return 0;
}

}  // namespace

void add_sign(CLI::App& program, Action& action) {
  auto options = std::make_shared<SignOptions>();
  auto* command = program.add_subcommand("sign", "Sign DUIS documents, compact, in place of the signature they have");
  command->footer(
      "Example:\n  hallmark sign request.xml --key user.key.pem --certificate user.pem > signed.xml\n"
      "Exit: 0 all signed, 3 a file that cannot be read or signed; then none is written.");
  command->add_option("files", options->files, "DUIS documents")->required();
  command->add_option("--key", options->key, "P-256 key, PEM or PKCS#8 DER, unencrypted")->required();
  command->add_option("--certificate", options->certificate, "Its certificate, PEM or DER")->required();
  command->add_option("--out", options->out, "Folder for the signed documents (default: standard output, for one)");
  command->callback([options, &action] { action = [options] { return sign(*options); }; });
}

}  // namespace hallmark::suites
