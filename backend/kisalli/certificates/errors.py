"""What can go wrong with certificates."""

from kisalli.core.errors import Conflict


class CertificateNotYet(Conflict):
    """The programme's mentoring months are not over."""

    code, title = "certificate_not_yet", "Certificates are issued once the programme's mentoring months have ended"


class NothingToCertify(Conflict):
    """The participant was in no match during the mentoring months, or met nobody before it ended early."""

    code, title = "nothing_to_certify", "There is no mentoring to give a certificate for"
