"""A device that holds one passkey, in a few lines: what a browser would post, without a browser."""

import hashlib
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

PRESENT, VERIFIED, NAMES_ITS_KEY = 0x01, 0x04, 0x40


class Device:
    """Its owner is checked by finger or face unless `verified` is false."""

    def __init__(self, host="localhost", *, verified=True):
        self.host = host
        self.flags = PRESENT | (VERIFIED if verified else 0)
        self.id = os.urandom(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.handle = ""

    def make(self, options):
        """Answer `navigator.credentials.create()`, as the text that the form posts."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        named = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        told = self._said("webauthn.create", asked["challenge"])
        data = AuthenticatorData.create(self._owner, self.flags | NAMES_ITS_KEY, 0, named)
        seal = AttestationObject.create("none", data, {})
        return self._posted(
            {"clientDataJSON": told, "attestationObject": seal}, {"credProps": {"rk": True}}
        )

    def answer(self, options):
        """Answer `navigator.credentials.get()`."""
        told = self._said("webauthn.get", options["publicKey"]["challenge"])
        data = AuthenticatorData.create(self._owner, self.flags, 0)
        sign = self.key.sign(data + told.hash, ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": told, "authenticatorData": data, "signature": sign}
        return self._posted(parts, {}, userHandle=self.handle)

    @property
    def _owner(self):
        return hashlib.sha256(self.host.encode()).digest()

    def _said(self, kind, challenge):
        return CollectedClientData.create(kind, challenge, f"http://{self.host}")

    def _posted(self, parts, extensions, **texts):
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": extensions,
                "response": {part: websafe_encode(value) for part, value in parts.items()} | texts,
            }
        )
