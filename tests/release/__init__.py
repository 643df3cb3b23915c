"""What a release is made of: lock, licences, wheel, versions that came before."""
