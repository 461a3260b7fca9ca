"""What in Excel's settings or in a policy of the organisation keeps an add-in from loading."""

from collections.abc import Iterator

from arrears.office.addin.addin_file import FILE_NAME
from arrears.office.install.findings import Finding
from arrears.office.install.registry import Registry, Root

_POLICIES = r"Software\Policies\Microsoft\Office\16.0"
_USER = r"Software\Microsoft\Office\16.0"
_LOCATIONS = r"Excel\Security\Trusted Locations"
# Finding, key below the two above, value, from which number on it stands in the way.
_SWITCHES = (
    ("vba-off", r"Common", "vbaoff", 1),
    ("add-ins-off", r"Excel\Security", "disablealladdins", 1),
    ("signed-only", r"Excel\Security", "requireaddinsig", 1),
    ("signed-only", r"Common\Security", "requirealwaysonmacrosig", 1),
    ("no-trusted-locations", _LOCATIONS, "alllocationsdisabled", 1),
)
# The rule "Block all Office applications from creating child processes" of Microsoft Defender; "1" blocks.
_RULES = (
    r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
_NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_DISABLED = _USER + r"\Excel\Resiliency\DisabledItems"


def trust(registry: Registry, start_folder: str = "") -> list[Finding]:
    """Name all that stands in the way, each with the key it stands in; one good finding if there is none."""
    found = (*_switched_off(registry), *_blocked(registry), *_on_network(registry, start_folder), *_set_aside(registry))
    return list(found) or [Finding("trust", "good")]


def _switched_off(registry: Registry) -> Iterator[Finding]:
    for name, below, value, least in _SWITCHES:
        for by, start in (("policy", _POLICIES), ("user", _USER)):
            for root in ("HKLM", "HKCU") if by == "policy" else ("HKCU",):
                key = rf"{start}\{below}"
                found = registry.values(root, key).get(value)
                if isinstance(found, int) and found >= least:
                    yield Finding(name, "wrong", {"key": rf"{root}\{key}\{value}"})


def _blocked(registry: Registry) -> Iterator[Finding]:
    """Look for the rule that stops Excel from starting any other program."""
    for key in _RULES:
        if str(registry.values("HKLM", key).get(_NO_CHILDREN, "")) == "1":
            yield Finding("no-child-processes", "wrong", {"key": rf"HKLM\{key}\{_NO_CHILDREN}"})


def _on_network(registry: Registry, start_folder: str) -> Iterator[Finding]:
    """Look whether the start folder lies on a network, where Excel trusts no folder unless it is told to."""
    if not start_folder.startswith("\\\\"):
        return
    keys: tuple[tuple[Root, str], ...] = (("HKCU", _USER), ("HKCU", _POLICIES), ("HKLM", _POLICIES))
    if not any(registry.values(root, rf"{key}\{_LOCATIONS}").get("allownetworklocations") == 1 for root, key in keys):
        yield Finding("network-folder", "wrong", {"folder": start_folder})


def _set_aside(registry: Registry) -> Iterator[Finding]:
    """Look for the add-in among what Excel does not load any more because it once stopped while doing so."""
    for value in registry.values("HKCU", _DISABLED).values():
        if isinstance(value, bytes) and FILE_NAME.lower() in value.decode("utf-16-le", "ignore").lower():
            yield Finding("set-aside", "wrong", {"key": rf"HKCU\{_DISABLED}"})
