"""An adaptor around a DUIS service that exists: Python's standard library only, one file to copy.

The service takes DUIS requests over HTTP as it always did; the harness sends them there by itself. What the harness
has to be able to do beside that (give the service a world, set the Restricted flag, play a device, move the clock) is
done by this program, in whatever way the service has for it.

    python3 http_service_adaptor.py --duis http://127.0.0.1:8079 --management http://127.0.0.1:8080 --port 9000
    hallmark check http://127.0.0.1:9000/
    hallmark run http://127.0.0.1:9000/

Here the service is `hallmark serve`, whose own way is JSON-RPC at its control port. For yours, change `Product` and
STATEMENT; the rest may stay.
"""
import argparse
import http.server
import json
import urllib.request

IDENTITY = {"name": "Example DUIS service", "version": "1", "vendor": "Example", "language": "Python"}
STATEMENT = {
    "facets": ["restricted-mode", "service-flags", "csp-notification", "duis-schema"],
    "rejectionCode": "E5",
    "adaptor": {"decides": "nothing"},
}
TIMEOUT_SECONDS = 5


class NotOffered(Exception):
    """The product has no such thing: cases that need it are not applicable."""


class Broken(Exception):
    """The product did not do what it was asked to."""


class Product:
    """What an adaptor's author writes: each operation of the protocol in the product's own terms."""

    def __init__(self, management):
        self.management = management

    def prepare(self, params):
        """The product is told whom to trust and where to POST what is meant for each User."""
        self._manage("initialize", params)

    def carry_out(self, operation, params):
        """Everything that is no DUIS request. A product with an interface of its own is spoken to here, e.g.

            if operation == "ssi" and params["action"] == "set-restricted":
                return my_admin_api.set_flag(params["device"], by=params["user"])
        """
        if operation in ("installCode", "report"):
            raise NotOffered(operation + " is not offered")
        return self._manage(operation, params)

    def _manage(self, operation, params):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": operation, "params": params}).encode()
        request = urllib.request.Request(self.management, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                response = json.load(answer)
        except OSError as problem:
            raise Broken(f"no answer from {self.management}: {problem}") from problem
        if "error" in response:
            raise Broken(response["error"]["message"])
        return response["result"]


def answer(product, duis_base, message):
    """The JSON-RPC response to one request."""
    response = {"jsonrpc": "2.0", "id": message.get("id")}
    try:
        operation, params = message["method"], message.get("params", {})
        if operation == "initialize":
            product.prepare(params)
            result = {"protocol": 1, "implementation": IDENTITY, "statement": STATEMENT, "duisBase": duis_base}
        else:
            result = product.carry_out(operation, params)
        return response | {"result": result}
    except NotOffered as problem:
        return response | {"error": {"code": -32601, "message": str(problem)}}
    except (Broken, KeyError, TypeError, ValueError) as problem:
        return response | {"error": {"code": -32000, "message": f"{type(problem).__name__}: {problem}"}}


def handler(product, duis_base):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # so that one connection serves the whole run
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body of an answer go out together

        def do_POST(self):
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            is_batch = isinstance(message, list)
            answers = [answer(product, duis_base, one) for one in (message if is_batch else [message])]
            body = json.dumps(answers if is_batch else answers[0]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass  # one line a request is more than anybody reads

    return Handler


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--duis", required=True, help="where the service takes DUIS: what stands before /api/v1")
    options.add_argument("--management", required=True, help="where this program reaches the service's other side")
    options.add_argument("--port", type=int, default=9000, help="where the harness reaches this program; 0: any free")
    chosen = options.parse_args()
    product = Product(chosen.management)
    with http.server.ThreadingHTTPServer(("127.0.0.1", chosen.port), handler(product, chosen.duis)) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
