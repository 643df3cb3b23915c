"""Many towns seen together.

matrix   towns by topics or indicators, with the depth of their measures
similar  organisations like ours, with the reasons
better   measures of similar towns that do better on our weak indicators
gaps     topics and indicators that most similar towns have and ours has not
plan     next year's plan: our measures to keep and improve, others' to borrow
effects  scores where towns took something up, against matched towns that did not
"""
