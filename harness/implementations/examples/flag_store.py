#!/usr/bin/env python3
"""A small implementation, and the adaptor that Hallmark speaks to, in one file: copy it and put your product in its place.

    hallmark check 'exec:python3 flag_store.py'
    hallmark run 'exec:python3 flag_store.py' --suite restricted/flag_control

It keeps one flag for each meter, offers one Service Request (4.1.1, Read Instantaneous Import Registers, on demand) and
refuses every other. Only the standard library is needed. Lines come in, lines go out; the log is standard error.
"""
import json
import re
import sys
import xml.etree.ElementTree as ElementTree

NAMESPACE = "http://www.dccinterface.co.uk/ServiceUserGateway"
ROLES = {"4.1.1": {"IS", "GS", "ED", "GT"}}  # who may ask for what
METERS = {"ESME", "GSME"}
ID = "[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){7}"
HEADER = {
    "RequestID": f"({ID}):({ID}):(0|[1-9][0-9]{{0,19}})",
    "CommandVariant": "[1-8]",
    "ServiceReference": r"[0-9]{1,2}\.[0-9]{1,2}",
    "ServiceReferenceVariant": r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}",
}


class Declined(Exception):
    """An operation, or a use of one, that is not offered: what the error of the answer says."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Store:
    """The implementation: what it knows, and what went out since the last drain."""

    def __init__(self):
        self.schema = "5.1"
        self.reset({"estate": {"now": "2025-01-01T00:00:00Z", "dcc": "", "users": [], "meteringPoints": [], "devices": []}})

    # The conversation

    def initialize(self, params):
        self.schema = params["schema"]
        return {
            "protocol": 1,
            "implementation": {"name": "Flag store", "version": "1", "vendor": "Example", "language": "Python"},
            "statement": {
                "facets": ["restricted-mode"],
                "srvs": sorted(ROLES),
                "commandVariants": [1],
                "rejectionCode": "E5",
                "adaptor": {"decides": "nothing"},
            },
        }

    def reset(self, params):
        estate = params["estate"]
        self.now = estate["now"]
        self.dcc = estate["dcc"]
        self.roles = {user["id"]: set(user["roles"]) for user in estate["users"]}
        self.points = {point["id"]: point for point in estate["meteringPoints"]}
        self.devices = {device["id"]: device for device in estate["devices"]}
        self.restricted = {device["id"] for device in estate["devices"] if device.get("restricted")}
        self.asked = {}  # by RequestID: who asked, what the Header told, of which device
        self.responses = 0
        self.forget_what_went_out()
        return {}

    def forget_what_went_out(self):
        self.out = {"toDevices": [], "toUsers": [], "toCsp": [], "toRegistration": [], "installCodes": []}

    def drain(self, params):
        out = self.out
        self.forget_what_went_out()
        return out

    def advance(self, params):
        self.now = params["to"]
        return {}

    def shutdown(self, params):
        return {}

    # The Self Service Interface

    def ssi(self, params):
        device = self.devices.get(params["device"])
        if device is None:
            return {"outcome": "refused", "reason": "no such device"}
        if params["action"] == "read":
            if not (self.controls(params["user"], device) or self.operates_network(params["user"], device)):
                return {"outcome": "refused", "reason": "not a party of this device"}
            return {"outcome": "accepted", "restricted": self.is_restricted(device), "serviceFlag": self.service_flag(device)}
        if not self.controls(params["user"], device):
            return {"outcome": "refused", "reason": "not the Responsible Supplier"}
        if device["type"] not in METERS or device["smets"] != 2:
            return {"outcome": "refused", "reason": "not a SMETS2 meter"}
        if params["action"] == "clear-restricted":
            self.restricted.discard(device["id"])
        elif device.get("paymentMode") == "prepayment":
            return {"outcome": "refused", "reason": "in prepayment mode"}
        else:
            self.restricted.add(device["id"])
        return {"outcome": "accepted"}

    def points_of(self, device):
        return [self.points[id] for id in device.get("meteringPoints", []) if id in self.points]

    def controls(self, user, device):
        """The Responsible Supplier is that of the import point; the DCC may do what it may."""
        suppliers = {p.get("supplier") for p in self.points_of(device) if p.get("direction", "import") == "import"}
        return user == self.dcc or user in suppliers

    def operates_network(self, user, device):
        return user in {point.get("networkOperator") for point in self.points_of(device)}

    def service_flag(self, device):
        flags = [p.get("serviceFlag") for p in self.points_of(device) if p.get("direction", "import") == "import"]
        return flags[0] if flags else None

    def is_restricted(self, device):
        """A Gas Proxy Function mirrors the gas meter of its point, so it is as Restricted as that meter."""
        if device["type"] != "GPF":
            return device["id"] in self.restricted
        points = set(device.get("meteringPoints", []))
        meters = (d for d in self.devices.values() if d["type"] == "GSME" and points & set(d.get("meteringPoints", [])))
        return any(meter["id"] in self.restricted for meter in meters)

    # Requests

    def submit(self, params):
        text = params["duis"]
        try:
            told, originator, target = self.read_header(text)
        except (ValueError, ElementTree.ParseError) as problem:
            # No valid Response could carry this refusal: it would have to repeat what is wrong.
            return {"response": None, "rejected": str(problem)}
        code = self.refusal(params, told, originator, target, "ExecutionDateTime" in text)
        if code is None:
            code = "I99"
            self.asked[told["RequestID"]] = (params["user"], told, target)
            self.out["toDevices"].append({"device": target, "requestId": told["RequestID"],
                                          "srv": told["ServiceReferenceVariant"], "schedule": None, "payload": None})
        return {"response": self.response(told, code)}

    @staticmethod
    def read_header(text):
        """What the Header tells, by element, and the two ids of its RequestID. Raises ValueError for what is no Request."""
        if "<!DOCTYPE" in text:
            raise ValueError("a DOCTYPE")
        header = ElementTree.fromstring(text.encode()).find(f"{{{NAMESPACE}}}Header")
        if header is None or any(len(each) for each in header):
            raise ValueError("no Header that can be read")
        told = {each.tag.split("}")[-1]: (each.text or "").strip() for each in header}
        for name, shape in HEADER.items():
            if not re.fullmatch(shape, told.get(name, "")):
                raise ValueError(f"{name} is missing or of another shape")
        originator, target, number = re.fullmatch(HEADER["RequestID"], told["RequestID"]).groups()
        if int(number) >= 2**64:
            raise ValueError("RequestID counts too far")
        return told, originator.upper(), target.upper()

    def refusal(self, params, told, originator, target, is_for_later):
        """The ResponseCode that refuses, or None."""
        variant = told["ServiceReferenceVariant"]
        if told["CommandVariant"] != "1" or variant not in ROLES or is_for_later:
            return "E12"
        if params["service"] != "send-command":
            return "E13"
        if originator != params["user"] or originator not in self.roles:
            return "E1"
        if not self.roles[originator] & ROLES[variant]:
            return "E2"
        if target not in self.devices:
            return "E19"
        if self.devices[target]["type"] not in METERS | {"GPF"}:
            return "E11"
        return "E5" if self.is_restricted(self.devices[target]) else None

    def response(self, told, code, payload=None):
        """A DUIS Response. Without a payload it is the answer to the request, with one it brings what the device said."""
        self.responses += 1
        root = ElementTree.Element("sr:Response", {"xmlns:sr": NAMESPACE, "schemaVersion": self.schema})
        header = ElementTree.SubElement(root, "sr:Header")
        message = ElementTree.SubElement(ElementTree.SubElement(root, "sr:Body"), "sr:ResponseMessage")
        rows = [
            (header, "RequestID", told["RequestID"]),
            (header, "ResponseID", payload and f"{self.target_first(told['RequestID'])}:{self.responses}"),
            (header, "ResponseCode", code),
            (header, "ResponseDateTime", self.now),
            (message, "ServiceReference", told["ServiceReference"]),
            (message, "ServiceReferenceVariant", told["ServiceReferenceVariant"]),
            (message, "GBCSPayload", payload),
        ]
        for parent, name, value in rows:
            if value:
                ElementTree.SubElement(parent, "sr:" + name).text = value
        return ElementTree.tostring(root, encoding="unicode")

    @staticmethod
    def target_first(request_id):
        """The first two ids of a ResponseID: who answers, then who asked."""
        originator, target = request_id[:23], request_id[24:47]
        return f"{target}:{originator}"

    def fromDevice(self, params):
        if params["kind"] == "dcc-alert":
            raise Declined(-32602, "it makes no DCC Alerts")
        user, told, target = self.asked.get(params.get("requestId"), (None, None, None))
        # What was asked before the flag was set is withheld while it is.
        if user and target == params["device"] and not self.is_restricted(self.devices[target]):
            document = self.response(told, "I0", params["payload"])
            self.out["toUsers"].append({"user": user, "duis": document})
        return {}

    # What it is told

    def inventory(self, params):
        if "add" in params:
            self.devices[params["add"]["id"]] = params["add"]
            return {}
        for id in params.get("devices") or [params["device"]]:
            for member in ("status", "paymentMode", "meteringPoints", "hub"):
                if id in self.devices and params.get(member) is not None:
                    self.devices[id][member] = params[member]
            if params.get("paymentMode") == "prepayment":
                self.restricted.discard(id)  # no meter is in prepayment mode and Restricted
        return {}

    def registration(self, params):
        point = self.points.get(params["meteringPoint"])
        if point is not None and params["event"] == "change-of-supplier":
            point["supplier"] = params["supplier"]
        return {}


OPERATIONS = ("initialize", "reset", "submit", "ssi", "inventory", "registration", "fromDevice", "advance", "drain", "shutdown")


def answer(store, request):
    response = {"jsonrpc": "2.0", "id": request["id"]}
    try:
        if request["method"] not in OPERATIONS:
            raise Declined(-32601, "not offered")
        response["result"] = getattr(store, request["method"])(request["params"])
    except Declined as declined:
        response["error"] = {"code": declined.code, "message": str(declined)}
    except Exception as problem:  # the adaptor goes on; Hallmark is told that this one broke
        print(f"{request['method']}: {problem!r}", file=sys.stderr)
        response["error"] = {"code": -32000, "message": repr(problem)}
    return response


def main():
    store = Store()
    for line in sys.stdin:
        message = json.loads(line)
        requests = message if isinstance(message, list) else [message]
        responses = [answer(store, request) for request in requests]
        print(json.dumps(responses if isinstance(message, list) else responses[0]), flush=True)
        if any(request["method"] == "shutdown" for request in requests):
            return


if __name__ == "__main__":
    main()
