"""`nox` asks what CI asks."""

import nox


@nox.session
def schemas(session: nox.Session) -> None:
    session.install("txampgen")
    session.run("ampgen", "check", "--format", "concise")
    # Where the packages are kept in version control:
    # session.run("ampgen", "compile", "--check", "--diff")
