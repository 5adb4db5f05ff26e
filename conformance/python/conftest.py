import pytest

from callers import CLASSES, Caller, close_clients


@pytest.fixture(params=CLASSES, ids=lambda class_: class_.__name__)
def caller(request):
    return Caller(request.param)


@pytest.fixture(scope="session", autouse=True)
def clients():
    yield
    close_clients()
