"""Many towns seen together.

matrix    towns by topics or indicators, with the depth of their measures
questions  own questions by towns: the best hits as cells
similar   organisations like ours, with the reasons
reading   towns as read from a library: measures, results, reports
copies    texts that other towns have too, and who had them first
better    measures of similar towns that do better on our weak indicators
gaps      topics and indicators that most similar towns have and ours has not, with examples
plan      next year's plan: our measures to keep and improve, others' to borrow
"""
